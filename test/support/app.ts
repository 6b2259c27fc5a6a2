import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { AppModule } from '../../src/app.module.js';
import { adapterFor, setUp } from '../../src/app.setup.js';
import { Clock } from '../../src/platform/clock.js';
import { Database } from '../../src/platform/database/database.js';
import { readSettings, type Settings } from '../../src/platform/settings.js';
import { FixedClock } from './clock.js';
import { freshDatabase } from './databases.js';
import { leaveEmpty } from './shell.js';
import { Visitor } from './visitor.js';

export interface TestApp {
  app: NestFastifyApplication;
  database: Database;
  clock: FixedClock;
  settings: Settings;
  /** A service of the app. */
  get: NestFastifyApplication['get'];
  /** Somebody with a browser of her own: keeps cookies, not signed in. */
  visitor(): Visitor;
  close(): Promise<void>;
}

/** The whole app on a fresh database of this test file's kind, or on the one that is named; its clock stands still. */
export async function startApp(overrides: Partial<Settings> = {}, clock = new FixedClock()): Promise<TestApp> {
  const fresh = overrides.sqliteFile ? undefined : await freshDatabase();
  const settings: Settings = {
    ...readSettings({ NODE_ENV: 'test', SEED: 'none' }),
    databaseUrl: undefined,
    ...fresh?.where,
    publicUrl: 'http://tsudoi.test',
    ...overrides,
  };
  const module = await Test.createTestingModule({ imports: [AppModule.forRoot(settings)] })
    .overrideProvider(Clock)
    .useValue(clock)
    .compile();
  const app = module.createNestApplication<NestFastifyApplication>(adapterFor(settings), { logger: ['error', 'warn'] });
  await setUp(app, settings);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  const world: TestApp = {
    app,
    database: app.get(Database),
    clock,
    settings,
    get: app.get.bind(app) as NestFastifyApplication['get'],
    visitor: () => new Visitor(world),
    close: async () => {
      await app.close();
      await fresh?.drop();
      leaveEmpty(world);
    },
  };
  return world;
}
