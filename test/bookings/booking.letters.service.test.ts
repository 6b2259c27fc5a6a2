import { afterAll, beforeAll, test } from '@jest/globals';
import { bookingLetter, type BookingNews } from '../../src/bookings/booking.letters.js';
import { askedLetter } from '../../src/bookings/approval/approval.letters.js';
import type { Letter } from '../../src/platform/mail/letter.js';
import { Mailer } from '../../src/platform/mail/mailer.js';
import { type Language, LANGUAGES } from '../../src/platform/time.format.js';
import { momentAt } from '../../src/platform/time.js';
import { startApp, type TestApp } from '../support/app.js';
import { golden } from '../support/golden.js';
import { lastMailTo } from '../support/mails.js';

let world: TestApp;
beforeAll(async () => {
  world = await startApp();
});
afterAll(() => world.close());

const LETTERS: [BookingNews, boolean][] = [
  ['booked', false],
  ['booked', true],
  ['changed', false],
  ['changed', true],
  ['cancelled', false],
  ['cancelled', true],
  ['closed', true],
  ['no_show', false],
  ['requested', false],
  ['approved', true],
  ['refused', true],
  ['lapsed', true],
];

/** Sends it, and holds what arrives to the letter that was read and approved. */
async function approve(letter: Letter, language: Language, address: string, variant = ''): Promise<void> {
  const to = { address, name: '小平 花子', language };
  await world.database.transaction((tx) => world.get(Mailer).send(tx, to, letter));
  const { name, subject, text, html } = await lastMailTo(world, address);
  golden(`bookings/golden/${name}${variant}.${language}.txt`, `${subject}\n\n${text}`);
  golden(`bookings/golden/${name}${variant}.${language}.html`, html);
}

test.each(LANGUAGES.flatMap((language) => LETTERS.map(([news, byStaff]) => [language, news, byStaff] as const)))(
  'in %s: %s, by the staff: %s',
  async (language, news, byStaff) => {
    const address = `${language}-${news}-${byStaff}@example.jp`;
    const isEnd = ['cancelled', 'closed', 'no_show', 'refused', 'lapsed'].includes(news);
    const saysWhy = ['changed', 'cancelled', 'closed', 'refused'].includes(news);
    const letter = bookingLetter(news, byStaff, {
      id: 7,
      date: '2026-11-24',
      start: 600,
      end: 720,
      venue: { name: 'すだち', address: '東京都小平市小川町2-1333' },
      resources: ['カウンター 1', 'ノートPC 3'],
      lapsesAt: news === 'requested' ? momentAt('2026-11-23', 600) : null,
      reason: byStaff && saysWhy ? '空調の点検' : undefined,
      mendable: isEnd ? undefined : { key: 'bookings:mendable.until', until: momentAt('2026-11-24', 540) },
    });
    await approve(letter, language, address);
  },
);

const PRICED: [BookingNews, boolean][] = [
  ['booked', false],
  ['requested', false],
];

test.each(LANGUAGES.flatMap((language) => PRICED.map(([news, byStaff]) => [language, news, byStaff] as const)))(
  'in %s: %s, with its price',
  async (language, news, byStaff) => {
    const part = { kind: 'desk', count: 1, hours: 3, hour: 200, day: 800 } as const;
    const letter = bookingLetter(news, byStaff, {
      id: 7,
      date: '2026-11-24',
      start: 600,
      end: 780,
      venue: { name: 'すだち', address: '東京都小平市小川町2-1333' },
      resources: ['カウンター 1'],
      fee: { amount: 600, taxPercent: 10, parts: [part], cover: null, chargesNoShow: false },
      lapsesAt: news === 'requested' ? momentAt('2026-11-23', 600) : null,
    });
    await approve(letter, language, `${language}-${news}-priced@example.jp`, '.priced');
  },
);

test.each(LANGUAGES)('in %s: to a manager, about a request', async (language) => {
  const address = `${language}-asked@example.jp`;
  const letter = askedLetter({
    id: 7,
    member: '田中 花子',
    venue: { name: 'すだち', address: '東京都小平市小川町2-1333' },
    slots: ['2026-11-24', '2026-12-01'].map((date) => ({
      date,
      start: 600,
      end: 720,
      names: ['セミナールーム'],
      careCount: 1,
    })),
    lapsesAt: momentAt('2026-11-23', 600),
  });
  const to = { address, name: '小平 太郎', language };
  await world.database.transaction((tx) => world.get(Mailer).send(tx, to, letter));
  const { name, subject, text, html } = await lastMailTo(world, address);
  golden(`bookings/golden/${name}.${language}.txt`, `${subject}\n\n${text}`);
  golden(`bookings/golden/${name}.${language}.html`, html);
});
