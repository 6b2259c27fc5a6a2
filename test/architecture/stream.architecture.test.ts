import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { cruise } from 'dependency-cruiser';
import { projectRoot } from '../../src/platform/project-root.js';
// @ts-expect-error plain JavaScript, without types
import configuration, { STREAM } from '../../.dependency-cruiser.js';

test('every room stands in the stream', () => {
  const rooms = readdirSync(join(projectRoot, 'src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  expect(rooms.toSorted()).toEqual([...(STREAM as string[])].toSorted());
});

test('imports only go with the stream', async () => {
  const { forbidden, options } = configuration as { forbidden: object[]; options: object };
  const folders = ['src', 'migrations', 'seeds'];
  const cruised = await cruise(folders, {
    ...options,
    ruleSet: { forbidden },
    validate: true,
    baseDir: projectRoot,
  } as never);
  const { summary, modules } = cruised.output as {
    summary: { violations: { from: string; to: string; rule: { name: string } }[] };
    modules: unknown[];
  };
  expect(modules.length).toBeGreaterThan(50);
  expect(summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
});
