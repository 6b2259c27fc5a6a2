import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { projectRoot } from '../../src/platform/project-root.js';

const figure = z.number().positive();
const row = z.strictObject({
  name: z.string(),
  rps: figure,
  p50: z.number().min(0),
  p99: z.number().min(0),
  statements: figure.int(),
  floorRps: figure,
  ratio: figure,
});

test('the measurement prints its rows for a machine and nothing else, each beside its floor', async () => {
  const { PATH, HOME } = process.env;
  const words = [join(projectRoot, 'dist/test/bench/bench.cli.js'), '--json', '--only', 'tiny'];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, words, { env: { PATH, HOME } });
  const { rows } = z.strictObject({ rows: z.array(row) }).parse(JSON.parse(stdout));
  const statements = Object.fromEntries(rows.map((one) => [one.name, one.statements]));
  expect(Object.keys(statements)).toEqual([
    'day view',
    'my page',
    'book',
    'book (1 client)',
    'cancel',
    'care day',
    'book with 2 children',
    'trainings',
    'enrol',
    'attendance tap',
    'count of 5 years',
    'monthly report',
    'report as PDF',
    'report as xlsx',
  ]);
  expect(statements['count of 5 years']).toBeLessThanOrEqual(8);
  expect(stderr).toContain('resident memory');
});
