const SQLITE = '<rootDir>/test/support/setup/sqlite.js';
const POSTGRES = '<rootDir>/test/support/setup/postgres.js';
const ON_BOTH = ['*.service.test.ts', '*.page.test.ts', '*.race.test.ts'];

/**
 * Service, page and race tests run once on each database: which one is fixed for the life of a test file
 * (test/support/runner). What a web test asks stands between the wire and the rooms (routes, roles, headers, languages): it
 * is the same whatever the database is, and runs on one. The database is made where a project is run that asks for it.
 */
function project(displayName, globalSetup, testMatch) {
  return {
    displayName,
    ...(globalSetup && { globalSetup }),
    testMatch: testMatch.map((pattern) => `<rootDir>/test/**/${pattern}`),
    runtime: '<rootDir>/test/support/runner/runtime.cjs',
    transform: {},
  };
}

export default {
  maxWorkers: 3, // on two processors: each waits for its database or browser a fourth of the time
  workerIdleMemoryLimit: '1500MB', // Node lets go of no module: a worker that grew is replaced between files
  testTimeout: 120_000,
  globalTeardown: '<rootDir>/test/support/setup/tear-down.js',
  reporters: ['default', '<rootDir>/test/support/closing-line.js'],
  projects: [
    project('rules', undefined, ['*.policy.test.ts', '*.architecture.test.ts']),
    project('sqlite', SQLITE, [...ON_BOTH, '*.web.test.ts']),
    project('postgres', POSTGRES, ON_BOTH),
    project('browser', SQLITE, ['*.journey.test.ts']),
  ],
};
