import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { projectRoot } from '../../src/platform/project-root.js';

interface Package {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  license?: string;
  licenses?: { type: string }[];
}

const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');
const packageOf = (path: string): Package => JSON.parse(read(`${path}package.json`)) as Package;

/** Those under which a city may run this and change it. */
const FREE = /^(MIT|MIT-0|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|MPL-2\.0|OFL-1\.1|CC0-1\.0)$/;

test('each direct dependency stands in the list, with its licence and why it is here', () => {
  const { dependencies, devDependencies } = packageOf('');
  const installed = [...Object.keys(dependencies!), ...Object.keys(devDependencies!)].map((name) => {
    const { license, licenses } = packageOf(`node_modules/${name}/`);
    return `${name}: ${license ?? licenses!.map(({ type }) => type).join(' OR ')}`;
  });
  const rows = read('src/platform/README.md').split('## Dependencies')[1]!.split('\n').slice(2);
  const listed = rows
    .map((row) => row.split('|').map((cell) => cell.trim()))
    .filter(([, name, licence]) => name && licence && name !== 'Package' && !name.startsWith('---'));
  expect(listed.map(([, name, licence]) => `${name}: ${licence}`).toSorted()).toEqual(installed.toSorted());
  expect(listed.filter(([, , , why]) => (why ?? '').length < 5).map(([, name]) => name)).toEqual([]);
  const bound = listed.filter(
    ([, , licence]) =>
      !licence!
        .split(/ AND | OR |[()]/)
        .filter(Boolean)
        .every((one) => FREE.test(one)),
  );
  expect(bound.map(([, name, licence]) => `${name}: ${licence}`)).toEqual([]);
});
