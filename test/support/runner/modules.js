import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transformFile } from '@swc/core';

/**
 * How Node finds and reads the modules of a test (module customization hooks). What comes from packages is loaded once a
 * process. `src` and its like once for each kind of database (`?sqlite`), since columns are of other types there; what
 * stands under `test` once for each test file (`?sqlite&3`): its counters begin anew.
 */
const ROOT = new URL('../../../', import.meta.url).href;
const JEST = 'tsudoi:jest';
const GLOBALS = 'afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test';

const texts = new Map();

export async function resolve(specifier, context, next) {
  const from = context.parentURL ?? '';
  const [, kind, file] = /\?(\w+)(&\d+)?$/.exec(from) ?? [];
  if (specifier === '@jest/globals') return { url: `${JEST}?${file}`, shortCircuit: true };
  if (!kind || !from.startsWith(ROOT) || !specifier.startsWith('.')) return next(specifier, context);
  const url = new URL(specifier.replace(/\.js$/, '.ts'), from).href;
  if (!existsSync(fileURLToPath(url))) return next(specifier, context);
  const fresh = url.startsWith(`${ROOT}test/`) ? (file ?? '') : '';
  return { url: `${url}?${kind}${fresh}`, format: 'module', shortCircuit: true };
}

export async function load(url, context, next) {
  if (url.startsWith(JEST)) return module(`export const { ${GLOBALS} } = globalThis[Symbol.for('tsudoi.jest')];`);
  if (!url.startsWith(ROOT) || !/\.ts\?/.test(url)) return next(url, context);
  const path = fileURLToPath(url);
  if (!texts.has(path)) texts.set(path, transformFile(path, { sourceMaps: false }));
  return module((await texts.get(path)).code);
}

const module = (source) => ({ format: 'module', source, shortCircuit: true });
