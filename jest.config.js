/** Service and page tests run once on each database: which one is fixed for the life of a test file (test/support/runner). */
function project(displayName, testMatch) {
  return {
    displayName,
    testMatch: testMatch.map((pattern) => `<rootDir>/test/**/${pattern}`),
    runtime: '<rootDir>/test/support/runner/runtime.cjs',
    transform: {},
  };
}

export default {
  maxWorkers: 3, // on two processors: each waits for its database or browser a fourth of the time
  workerIdleMemoryLimit: '1500MB', // Node lets go of no module: a worker that grew is replaced between files
  testTimeout: 120_000,
  globalSetup: '<rootDir>/test/support/global-setup.js',
  globalTeardown: '<rootDir>/test/support/global-teardown.js',
  reporters: ['default', '<rootDir>/test/support/closing-line.js'],
  projects: [
    project('rules', ['*.policy.test.ts', '*.architecture.test.ts']),
    project('sqlite', ['*.service.test.ts', '*.page.test.ts', '*.race.test.ts']),
    project('postgres', ['*.service.test.ts', '*.page.test.ts', '*.race.test.ts']),
    project('browser', ['*.journey.test.ts']),
  ],
};
