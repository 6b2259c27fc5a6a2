const asyncHooks = require('node:async_hooks');
const { writeFileSync } = require('node:fs');
const { createRequire, register } = require('node:module');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { fileURLToPath, pathToFileURL } = require('node:url');
const { setFlagsFromString } = require('node:v8');
const { transformFileSync } = require('@swc/core');
const { default: JestRuntime } = require('jest-runtime');
require('reflect-metadata');

register('./modules.js', pathToFileURL(__filename));

// Most of a test file runs a few times only. To optimise four times as late takes a twelfth off the whole.
setFlagsFromString('--interrupt-budget=270336');

let files = 0;

/**
 * Jest's runner is made anew for each test file, with a context of its own that would hang on every promise for the rest of
 * the process: a tenth of the time after two dozen files, and more with each. Here they share one.
 */
const context = new asyncHooks.AsyncLocalStorage();
const ONE_CONTEXT = {
  ...asyncHooks,
  AsyncLocalStorage: function shared() {
    return context;
  },
};

/**
 * Loads modules by Node itself instead of a virtual machine for each test file, which shares nothing: Nest, TypeORM and the
 * app are loaded once a process and not once a file (modules.js). A worker so takes a test file in a fraction of the time.
 */
class NativeRuntime extends JestRuntime {
  constructor(config, environment, ...rest) {
    super(config, environment, ...rest);
    this.databaseKind = config.displayName.name === 'postgres' ? 'postgres' : 'sqlite';
  }

  unstable_shouldLoadAsEsm() {
    return true;
  }

  /** The runner itself is loaded once a test file, what it and `expect` are made of once a process. */
  requireInternalModule(from, to) {
    if (to === undefined) return super.requireInternalModule(from);
    return to === 'node:async_hooks' ? ONE_CONTEXT : createRequire(from)(to);
  }

  setGlobalsForRuntime(globals) {
    globalThis[Symbol.for('tsudoi.jest')] = globals;
  }

  unstable_importModule(path) {
    // Tells src its column types; each app of the tests is given a database of its own (databases.ts).
    if (this.databaseKind === 'postgres') process.env.DATABASE_URL = process.env.TEST_POSTGRES_URL;
    else delete process.env.DATABASE_URL;
    delete process.env.DATABASE_READER_URL;
    files += 1;
    return import(`${pathToFileURL(path)}?${this.databaseKind}&${files}`);
  }

  getSourceMaps() {
    return sourceMaps;
  }
}

/** Made where a stack is to be printed. */
class SourceMaps extends Map {
  get(url) {
    if (!url.startsWith('file:') || !/\.ts(\?|$)/.test(url)) return undefined;
    const path = fileURLToPath(url);
    if (!this.has(path)) {
      const file = join(process.env.TEST_DATABASES ?? tmpdir(), `${process.pid}-${this.size}.map`);
      writeFileSync(file, transformFileSync(path, { sourceMaps: true }).map);
      this.set(path, file);
    }
    return super.get(path);
  }
}

const sourceMaps = new SourceMaps();

module.exports = { __esModule: true, default: NativeRuntime };
