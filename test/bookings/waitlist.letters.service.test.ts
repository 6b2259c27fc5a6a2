import { afterAll, beforeAll, test } from '@jest/globals';
import { waitlistLetter, type WaitlistNews } from '../../src/bookings/waitlist/waitlist.letters.js';
import { Mailer } from '../../src/platform/mail/mailer.js';
import { LANGUAGES } from '../../src/platform/time.format.js';
import { momentAt } from '../../src/platform/time.js';
import { startApp, type TestApp } from '../support/app.js';
import { golden } from '../support/golden.js';
import { lastMailTo } from '../support/mails.js';

let world: TestApp;
beforeAll(async () => {
  world = await startApp();
});
afterAll(() => world.close());

const NEWS: WaitlistNews[] = ['offered', 'reminded', 'passed', 'withdrawn', 'called'];

test.each(LANGUAGES.flatMap((language) => NEWS.map((news) => [language, news] as const)))(
  'in %s: %s',
  async (language, news) => {
    const address = `${language}-${news}@example.jp`;
    const letter = waitlistLetter(news, {
      date: '2026-11-24',
      start: 600,
      end: 720,
      venue: { id: 1, name: 'すだち', address: '東京都小平市小川町2-1333' },
      kind: 'desk',
      resource: news === 'called' ? undefined : 'カウンター 1',
      expiresAt: news === 'called' ? undefined : momentAt('2026-11-23', 1260),
    });
    const to = { address, name: '小平 花子', language };
    await world.database.transaction((tx) => world.get(Mailer).send(tx, to, letter));
    const { name, subject, text, html } = await lastMailTo(world, address);
    golden(`bookings/golden/${name}.${language}.txt`, `${subject}\n\n${text}`);
    golden(`bookings/golden/${name}.${language}.html`, html);
  },
);
