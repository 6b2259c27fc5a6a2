import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { projectRoot } from '../../src/platform/project-root.js';
import { LANGUAGES } from '../../src/platform/time.format.js';
import { literalsOf, places, sourcesIn } from '../support/sources.js';

type Words = { [key: string]: string | Words };

/** `room:some.key`; the forms of a plural are one key. */
function flatten(words: Words, prefix: string): [key: string, text: string][] {
  return Object.entries(words).flatMap(([name, value]) => {
    const key = prefix + name.replace(/_(one|other)$/, '');
    return typeof value === 'string' ? [[key, value] as [string, string]] : flatten(value, `${key}.`);
  });
}

function keysOf(language: string): Map<string, Set<string>> {
  const keys = new Map<string, Set<string>>();
  for (const { path, text } of sourcesIn([`views/locales/${language}`], /\.json$/)) {
    const room = path.split('/').at(-1)!.replace('.json', '');
    for (const [key, words] of flatten(JSON.parse(text) as Words, `${room}:`)) {
      const placeholders = keys.get(key) ?? new Set();
      for (const [, name] of words.matchAll(/\{\{\s*([\w.]+)/g)) placeholders.add(name!);
      keys.set(key, placeholders);
    }
  }
  return keys;
}

const [first, ...others] = LANGUAGES;
const known = keysOf(first);
const rooms = [...new Set([...known.keys()].map((key) => key.split(':')[0]!))];

test.each(others)('the words of %s have the same keys and placeholders as the first language', (language) => {
  expect(known.size).toBeGreaterThan(50);
  const list = (keys: Map<string, Set<string>>): string[] =>
    [...keys].map(([key, names]) => `${key} ${[...names].toSorted().join(' ')}`).toSorted();
  expect(list(keysOf(language))).toEqual(list(known));
});

test('no word is empty', () => {
  const files = LANGUAGES.flatMap((language) => sourcesIn([`views/locales/${language}`], /\.json$/));
  expect(files.flatMap((source) => places(source, /"[^"]+":\s*"\s*"/))).toEqual([]);
});

/** A key that ends in something computed is known when some key begins like it. */
const isKnown = (key: string, open: boolean): boolean =>
  open ? [...known.keys()].some((one) => one.startsWith(key)) : known.has(key);

test('every key that a template says is there', () => {
  const key = new RegExp(`["'](${rooms.join('|')}):([a-z0-9_.]+)["']`, 'gu');
  const missing = sourcesIn(['views'], /\.hbs$/).flatMap(({ path, text }) =>
    [...text.matchAll(key)]
      .map(([, room, rest]) => `${room}:${rest}`)
      .filter((one) => !known.has(one))
      .map((one) => `${path} ${one}`),
  );
  expect(missing).toEqual([]);
});

test('every key that the code says is there', () => {
  const key = new RegExp(`^(${rooms.join('|')}):[a-z0-9_.]+$`, 'u');
  const missing = sourcesIn(['src'], /\.ts$/).flatMap((source) =>
    literalsOf(source)
      .filter(({ value, open, first }) => first && key.test(value) && !isKnown(value, open))
      .map(({ value, line }) => `${source.path}:${line} ${value}`),
  );
  expect(missing).toEqual([]);
});

test('every refusal has its words', () => {
  const folders = readdirSync(join(projectRoot, 'src')).filter((name) => !name.includes('.'));
  const code = new RegExp(`^(${folders.join('|')})\\.[a-z0-9_.]+$`, 'u');
  const file = /\.(ts|js|hbs|json|css|svg)$/;
  const noRefusal = /\b(action|name): *$|\.(get|lock)\([^)]*$/; // deeds of the audit trail and jobs are named alike
  const missing = sourcesIn(['src'], /\.ts$/).flatMap((source) =>
    literalsOf(source)
      .filter(({ value, first, before }) => first && code.test(value) && !file.test(value) && !noRefusal.test(before))
      .filter(({ value, open }) => !isKnown(value.replace('.', ':refusals.'), open))
      .map(({ value, line }) => `${source.path}:${line} ${value}`),
  );
  expect(missing).toEqual([]);
});

test('every deed that the code keeps in the trail has its words', () => {
  const said = /\b(?:action: |action = [^;]*?|note\(tx, |record\(tx, )['`]([^;\n]*)/g;
  const found = sourcesIn(['src'], /\.ts$/).flatMap(({ path, text }) =>
    [...text.matchAll(said)]
      .flatMap(([words]) => [...words.matchAll(/['`]([a-z]+\.[a-z_]*)([$'`])/g)])
      .map(([, code, end]) => ({ path, key: `deeds:${code}`, open: end === '$' })),
  );
  expect(found.length).toBeGreaterThan(100);
  expect(found.filter(({ key, open }) => !isKnown(key, open)).map(({ path, key }) => `${path} ${key}`)).toEqual([]);
});

test('whatever a deed was done to has its words', () => {
  const said = /\bsubject(?:: | = |Kind: )\{? ?(?:kind: )?'([a-z_]+)'/g;
  const kinds = new Set(
    sourcesIn(['src'], /\.ts$/).flatMap(({ text }) => [...text.matchAll(said)].map(([, kind]) => kind!)),
  );
  expect(kinds.size).toBeGreaterThan(30);
  expect([...kinds].filter((kind) => !isKnown(`subjects:${kind}`, false))).toEqual([]);
});
