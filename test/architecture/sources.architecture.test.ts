import { expect, test } from '@jest/globals';
import { literalsOf, places, sourcesIn } from '../support/sources.js';

const code = sourcesIn(['src', 'seeds', 'migrations'], /\.ts$/);
const outside = (allowed: readonly string[]) => code.filter(({ path }) => !allowed.some((one) => path.startsWith(one)));

test('only the clock knows what time it is', () => {
  const allowed = [
    'src/platform/clock.ts',
    'src/platform/database/columns.ts', // turns a moment into a parameter and back
  ];
  const now = /new Date\(|Date\.now\(|\bDate\(\)|Temporal\.Now/;
  expect(outside(allowed).flatMap((source) => places(source, now))).toEqual([]);
});

test('nobody reaches the data but through Database', () => {
  const doors =
    /getRepository|InjectRepository|InjectDataSource|InjectEntityManager|\bDataSource\b|createQueryRunner|getDataSourceToken/;
  const allowed = ['src/platform/database/', 'src/cli.data-source.ts', 'migrations/dialect.ts'];
  expect(outside(allowed).flatMap((source) => places(source, doors))).toEqual([]);
});

test('nobody opens a transaction inside a transaction by hand', () => {
  const byHand = /\b(tx|manager|reader)\.(transaction|queryRunner)\b/;
  expect(outside(['src/platform/database/']).flatMap((source) => places(source, byHand))).toEqual([]);
});

test('no prose stands in the code: words live in views/locales', () => {
  const allowed = [
    'src/platform/settings.ts', // the name of the sender
    'seeds/', // a world needs names
  ];
  const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
  const found = outside(allowed).flatMap((source) =>
    literalsOf(source)
      .filter(({ value }) => japanese.test(value))
      .map(({ line, value }) => `${source.path}:${line} ${value}`),
  );
  expect(found).toEqual([]);
});
