import { expect, test } from '@jest/globals';
import { sourcesIn } from '../support/sources.js';

/** DESIGN §5.2, §5.3. */
const LONGEST = 250;
const CONTROLLER_LINES = 100;
const HANDLERS = 7;

const lines = (text: string): number => text.trimEnd().split('\n').length;

test(`no file is longer than ${LONGEST} lines`, () => {
  const all = sourcesIn(['src', 'views', 'test', 'migrations', 'seeds'], /\.(ts|js|hbs|css|typ)$/);
  expect(all.length).toBeGreaterThan(100);
  const long = all.filter(({ text }) => lines(text) > LONGEST);
  expect(long.map(({ path, text }) => `${path}: ${lines(text)}`)).toEqual([]);
});

test(`a controller is one resource: under ${CONTROLLER_LINES} lines, at most ${HANDLERS} handlers`, () => {
  const handlers = (text: string): number =>
    text.match(/^ {2}@(Get|Post|Put|Patch|Delete|All|Head|Options)\(/gm)?.length ?? 0;
  const controllers = sourcesIn(['src'], /\.ts$/).filter(({ text }) => /^@Controller\(/m.test(text));
  expect(controllers.length).toBeGreaterThan(0);
  const grown = controllers.filter(({ text }) => lines(text) >= CONTROLLER_LINES || handlers(text) > HANDLERS);
  expect(grown.map(({ path, text }) => `${path}: ${lines(text)} lines, ${handlers(text)} handlers`)).toEqual([]);
  expect(controllers.filter(({ path }) => !path.endsWith('.controller.ts')).map(({ path }) => path)).toEqual([]);
});
