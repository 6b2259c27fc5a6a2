const shared = {
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testEnvironment: 'node',
  setupFiles: ['reflect-metadata'],
};

/** Service and page tests run once on each database: which one is fixed for the life of a test file (test/support/databases.ts). */
function project(displayName, testMatch, environment) {
  return {
    ...shared,
    displayName,
    testMatch: testMatch.map((pattern) => `<rootDir>/test/**/${pattern}`),
    setupFiles: [...shared.setupFiles, ...(environment ? [`<rootDir>/test/support/on-${environment}.ts`] : [])],
  };
}

export default {
  maxWorkers: 2,
  workerIdleMemoryLimit: '1500MB', // Jest lets go of no ES module: a worker that grew is replaced between files
  testTimeout: 60_000,
  globalSetup: '<rootDir>/test/support/global-setup.js',
  globalTeardown: '<rootDir>/test/support/global-teardown.js',
  reporters: ['default', '<rootDir>/test/support/closing-line.js'],
  ...shared,
  projects: [
    project('rules', ['*.policy.test.ts', '*.architecture.test.ts']),
    project('sqlite', ['*.service.test.ts', '*.page.test.ts', '*.race.test.ts'], 'sqlite'),
    project('postgres', ['*.service.test.ts', '*.page.test.ts', '*.race.test.ts'], 'postgres'),
    project('browser', ['*.journey.test.ts'], 'sqlite'),
  ],
};
