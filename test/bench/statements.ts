import { copyFileSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from '../../src/app.module.js';
import { adapterFor, setUp } from '../../src/app.setup.js';
import { isCounted, statementsOf } from '../../src/platform/database/statement-log.js';
import { readSettings } from '../../src/platform/settings.js';
import {
  bookings,
  bookingsWithChildren,
  cancellations,
  carePath,
  COUNT_PATH,
  dayPath,
  enrolments,
  readings,
  reportPath,
  staffReadings,
  taps,
} from './calls.js';
import type { Call } from './load.js';
import { SECRET, type BenchWorld } from './world.js';

type Counted =
  | 'day'
  | 'me'
  | 'book'
  | 'cancel'
  | 'care'
  | 'bookCare'
  | 'trainings'
  | 'enrol'
  | 'tap'
  | 'count'
  | `report${'' | '.pdf' | '.xlsx'}`;
/** Of those that the world has. */
export type Statements = Partial<Record<Counted, number>>;

/** How many SQL statements each request costs: counted inside the app, on a copy of the database. */
export async function countStatements(world: BenchWorld): Promise<Statements> {
  const file = `${world.file}.statements`;
  copyFileSync(world.file, file);
  const settings = readSettings({ SQLITE_FILE: file, SESSION_SECRET: SECRET, SEED: 'none' });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(settings), adapterFor(settings), {
    logger: ['error'],
  });
  await setUp(app, settings);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  const of = async (call: Call): Promise<{ count: number; location: string }> => {
    const headers = { cookie: call.cookie, 'content-type': 'application/x-www-form-urlencoded' };
    const request = { method: call.method, url: call.path, payload: call.body, headers };
    // Awaited inside: a request is only sent when somebody waits for its answer.
    const { result, statements } = await statementsOf(async () => {
      const answer = await app.inject(request);
      return answer;
    });
    if (result.statusCode >= 400) throw new Error(`${call.path}: ${result.statusCode}`);
    const count = statements.filter(isCounted).length;
    return { count, location: String(result.headers.location) };
  };
  try {
    const [first, booking] = bookings(world, 0, 2);
    await of(first!); // from here on the venue is known, as it nearly always is
    const booked = await of(booking!);
    const [cancellation] = cancellations([{ location: booked.location, call: booking! }]);
    const known = async (call: Call | undefined): Promise<number> => {
      await of(call!); // from here on it is known, as it nearly always is
      return (await of(call!)).count;
    };
    const found: Statements = {
      day: await known(readings(world, dayPath(world), 1)[0]),
      me: (await of(readings(world, '/me', 1)[0]!)).count,
      book: booked.count,
      cancel: (await of(cancellation!)).count,
    };
    if (!world.care) return found;
    return {
      ...found,
      care: await known(staffReadings(world, carePath(world), 1)[0]),
      bookCare: (await of(bookingsWithChildren(world, 0, 1)[0]!)).count,
      trainings: await known(readings(world, '/trainings', 1)[0]),
      enrol: (await of(enrolments(world, 0, 1)[0]!)).count,
      tap: (await of(taps(world, 0, 1)[0]!)).count,
      count: await known(staffReadings(world, COUNT_PATH, 1)[0]),
      report: await known(staffReadings(world, reportPath(world, ''), 1)[0]),
      'report.pdf': await known(staffReadings(world, reportPath(world, '.pdf'), 1)[0]),
      'report.xlsx': await known(staffReadings(world, reportPath(world, '.xlsx'), 1)[0]),
    };
  } finally {
    await app.close();
  }
}
