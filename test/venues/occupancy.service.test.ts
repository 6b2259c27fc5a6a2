import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isOverlap } from '../../src/platform/database/sql-errors.js';
import { overlaps } from '../../src/platform/time.js';
import { Occupancy } from '../../src/venues/occupancy.entity.js';
import { openDatabase, type TestDatabase } from '../support/database.js';
import { addResource, addVenue } from '../support/venue-factories.js';

/** The promise of the database itself (DESIGN §3), whatever the code above it does. */
type Row = Pick<Occupancy, 'resourceId' | 'date' | 'startMinute' | 'endMinute'>;
type Outcome = 'kept' | 'overlap' | 'malformed';

let world: TestDatabase;
let resources: number[];
const dates = ['2026-11-23', '2026-11-24'];

beforeAll(async () => {
  world = await openDatabase();
  const venue = await addVenue(world);
  resources = [(await addResource(world, venue)).id, (await addResource(world, venue)).id];
});
afterAll(() => world.close());
const clear = () => world.database.transaction((tx) => tx.createQueryBuilder().delete().from(Occupancy).execute());
beforeEach(clear);

async function outcomeOf(write: Promise<unknown>): Promise<Outcome> {
  try {
    await write;
    return 'kept';
  } catch (error) {
    return isOverlap(error) ? 'overlap' : 'malformed';
  }
}

const source = { sourceKind: 'booking', sourceId: 1 };
const insert = (row: Row, door = world.database) =>
  outcomeOf(door.transaction((tx) => tx.insert(Occupancy, { ...row, ...source })));
const update = (id: number, row: Row) =>
  outcomeOf(world.database.transaction((tx) => tx.update(Occupancy, { id }, row)));
const remove = (id: number) => world.database.transaction((tx) => tx.delete(Occupancy, { id }));
const stored = () => world.database.reader.find(Occupancy, { order: { id: 'ASC' } });

/** What must happen to a row beside the others. A malformed one is refused, no matter as which. */
function verdict(row: Row, others: readonly Row[]): Outcome[] {
  const stretch = (one: Row) => ({ start: one.startMinute, end: one.endMinute });
  const wellFormed = 0 <= row.startMinute && row.startMinute < row.endMinute && row.endMinute <= 1440;
  const clash = others.some(
    (other) => other.resourceId === row.resourceId && other.date === row.date && overlaps(stretch(other), stretch(row)),
  );
  if (wellFormed) return [clash ? 'overlap' : 'kept'];
  return clash ? ['malformed', 'overlap'] : ['malformed'];
}

const rows = (): fc.Arbitrary<Row> =>
  fc.record({
    resourceId: fc.constantFrom(...resources),
    date: fc.constantFrom(...dates),
    startMinute: fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: 0, max: 7 }).map((n) => n * 180) },
      fc.constant(-30),
    ),
    endMinute: fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: 1, max: 8 }).map((n) => n * 180) },
      fc.constant(1441),
    ),
  });

const steps = () =>
  fc.array(
    fc.oneof(
      { weight: 5, arbitrary: fc.record({ do: fc.constant('insert' as const), row: rows(), pick: fc.nat() }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('update' as const), row: rows(), pick: fc.nat() }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), row: rows(), pick: fc.nat() }) },
    ),
    { minLength: 5, maxLength: 30 },
  );

test('whatever is inserted, changed and deleted, rows never overlap, and every refusal is right', async () => {
  const property = fc.asyncProperty(steps(), async (sequence) => {
    await clear();
    for (const step of sequence) {
      const before = await stored();
      const picked = before[step.pick % Math.max(before.length, 1)];
      if (step.do === 'insert') {
        const outcome = await insert(step.row);
        expect(verdict(step.row, before)).toContain(outcome);
        expect(await stored()).toHaveLength(before.length + (outcome === 'kept' ? 1 : 0));
      } else if (picked && step.do === 'update') {
        const others = before.filter(({ id }) => id !== picked.id);
        const outcome = await update(picked.id, step.row);
        expect(verdict(step.row, others)).toContain(outcome);
        const after = (await stored()).find(({ id }) => id === picked.id);
        expect(after).toEqual(outcome === 'kept' ? { ...picked, ...step.row } : picked);
      } else if (picked) {
        await remove(picked.id);
        expect(await stored()).toHaveLength(before.length - 1);
      }
    }
    const left = await stored();
    for (const row of left)
      expect(
        verdict(
          row,
          left.filter(({ id }) => id !== row.id),
        ),
      ).toEqual(['kept']);
  });
  await fc.assert(property, { numRuns: 40 });
});

describe('beside a stretch from 10:00 to 12:00', () => {
  const row = (startMinute: number, endMinute: number, other: Partial<Row> = {}): Row => ({
    resourceId: resources[0]!,
    date: dates[0]!,
    startMinute,
    endMinute,
    ...other,
  });
  beforeEach(() => insert(row(600, 720)));

  test.each([
    ['ends when it starts', 540, 600, 'kept'],
    ['starts when it ends', 720, 780, 'kept'],
    ['runs a minute into it', 540, 601, 'overlap'],
    ['starts a minute before its end', 719, 780, 'overlap'],
    ['is the same', 600, 720, 'overlap'],
    ['lies inside it', 630, 660, 'overlap'],
    ['lies around it', 0, 1440, 'overlap'],
    ['is empty', 800, 800, 'malformed'],
    ['ends before it starts', 900, 800, 'malformed'],
    ['starts before the day', -1, 60, 'malformed'],
    ['ends after the day', 1380, 1441, 'malformed'],
  ])('one that %s (%i to %i) is %s', async (_, start, end, outcome) => {
    expect(await insert(row(start, end))).toBe(outcome);
  });

  test('the same stretch of another day or another resource is free', async () => {
    expect(await insert(row(600, 720, { date: dates[1] }))).toBe('kept');
    expect(await insert(row(600, 720, { resourceId: resources[1] }))).toBe('kept');
  });

  test('it can be stretched over itself, and its place is free when it has moved', async () => {
    const [own] = await stored();
    expect(await update(own!.id, row(630, 780))).toBe('kept');
    expect(await insert(row(600, 630))).toBe('kept');
  });

  test('an unknown resource is refused, and not as an overlap', async () => {
    expect(await insert(row(600, 720, { resourceId: 999_999 }))).toBe('malformed');
  });
});

test('of many processes that want overlapping stretches at once, exactly those win that fit', async () => {
  const rival = await world.rival();
  const wanted = [...Array(40).keys()].map((n): Row => {
    const startMinute = (n % 10) * 60;
    return { resourceId: resources[0]!, date: dates[0]!, startMinute, endMinute: startMinute + 60 + (n % 3) * 30 };
  });
  const outcomes = await Promise.all(wanted.map((row, n) => insert(row, n % 2 ? rival : world.database)));
  const kept = await stored();
  expect(outcomes.filter((outcome) => outcome === 'kept')).toHaveLength(kept.length);
  expect(outcomes).not.toContain('malformed');
  for (const row of kept)
    expect(
      verdict(
        row,
        kept.filter(({ id }) => id !== row.id),
      ),
    ).toEqual(['kept']);
  for (const [n, row] of wanted.entries()) {
    if (outcomes[n] === 'overlap') expect(verdict(row, kept)).toEqual(['overlap']);
  }
});
