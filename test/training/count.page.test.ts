import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { statementsOf } from '../../src/platform/database/statement-log.js';
import { attendedUpTo, countOf } from '../../src/training/count/count.policy.js';
import { TrainingCount } from '../../src/training/count/training-count.js';
import { startApp, type TestApp } from '../support/app.js';
import { addYearsOfTraining } from '../support/attendance-factories.js';
import { recount } from './recount.js';

let world: TestApp;
beforeAll(async () => {
  world = await startApp();
  await addYearsOfTraining(world, { sessions: 300, members: 150, rows: 4000 });
});
afterAll(() => world.close());

test('thousands of attendances are counted in few statements, and as a naive recount in SQL counts them', async () => {
  const { reader } = world.database;
  const { result: facts, statements } = await statementsOf(() => world.get(TrainingCount).facts(reader));
  expect(statements.length).toBeLessThanOrEqual(3);
  expect([facts.rows.length > 3500, facts.merges.length > 5, facts.releases.length > 50]).toEqual([true, true, true]);
  for (const asOf of ['2026-03-31', '2026-11-21']) {
    const { attendances, people } = countOf(facts, asOf).targets.get('skill_up')!;
    expect(`${attendances} of ${people}`).toBe(await recount(reader, asOf));
    const rows = attendedUpTo(facts, asOf).filter(({ target }) => target === 'skill_up');
    expect([rows.length, new Set(rows.map(({ rowId }) => rowId)).size]).toEqual([attendances, attendances]);
  }
});
