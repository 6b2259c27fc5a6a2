import { copyFileSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from '../../src/app.module.js';
import { adapterFor, setUp } from '../../src/app.setup.js';
import { statementsOf } from '../../src/platform/database/statement-log.js';
import { readSettings } from '../../src/platform/settings.js';
import { bookings, cancellations, readings } from './calls.js';
import type { Call } from './load.js';
import { SECRET, type BenchWorld } from './world.js';

export type Statements = Record<'day' | 'me' | 'book' | 'cancel', number>;

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
    const count = statements.filter((one) => !/^(BEGIN|START|COMMIT|ROLLBACK)/i.test(one)).length;
    return { count, location: String(result.headers.location) };
  };
  try {
    const [booking] = bookings(world, 0, 1);
    const booked = await of(booking!);
    const [cancellation] = cancellations([{ location: booked.location, call: booking! }]);
    const day = readings(world, `/bookings?date=${world.day}`, 1)[0]!;
    await of(day); // from here on it is known, as it nearly always is
    return {
      day: (await of(day)).count,
      me: (await of(readings(world, '/me', 1)[0]!)).count,
      book: booked.count,
      cancel: (await of(cancellation!)).count,
    };
  } finally {
    await app.close();
  }
}
