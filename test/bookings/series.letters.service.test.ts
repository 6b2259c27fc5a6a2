import { afterAll, beforeAll, test } from '@jest/globals';
import { seriesLetter, type SeriesNews } from '../../src/bookings/series/series.letters.js';
import type { Letter } from '../../src/platform/mail/letter.js';
import { Mailer } from '../../src/platform/mail/mailer.js';
import { type Language, LANGUAGES } from '../../src/platform/time.format.js';
import { startApp, type TestApp } from '../support/app.js';
import { golden } from '../support/golden.js';
import { lastMailTo } from '../support/mails.js';

let world: TestApp;
beforeAll(async () => {
  world = await startApp();
});
afterAll(() => world.close());

const LETTERS: [SeriesNews, boolean][] = [
  ...(['booked', 'changed', 'cancelled'] as const).flatMap((news): [SeriesNews, boolean][] => [
    [news, false],
    [news, true],
  ]),
  ['requested', false],
  ['approved', true],
  ['refused', true],
  ['lapsed', true],
];
const SAYS_WHY = new Set<SeriesNews>(['changed', 'cancelled', 'refused']);

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
    const names = ['カウンター 1', 'ノートPC 3'];
    const letter = seriesLetter(news, byStaff, {
      id: 7,
      venue: { name: 'すだち', address: '東京都小平市小川町2-1333' },
      slots: [
        { date: '2026-11-24', start: 600, end: 720, names },
        // Where one of them is somewhere else, each says where it is.
        { date: '2026-12-01', start: 780, end: 900, names: news === 'booked' && byStaff ? ['カウンター 2'] : names },
        { date: '2027-01-05', start: 600, end: 720, names },
      ],
      reason: byStaff && SAYS_WHY.has(news) ? '空調の点検' : undefined,
    });
    await approve(letter, language, address);
  },
);

const PRICED: SeriesNews[] = ['booked', 'requested', 'approved', 'changed'];

test.each(LANGUAGES.flatMap((language) => PRICED.map((news) => [language, news] as const)))(
  'in %s: %s, with what it costs in all',
  async (language, news) => {
    const letter = seriesLetter(news, false, {
      id: 7,
      venue: { name: 'すだち', address: '東京都小平市小川町2-1333' },
      slots: ['2026-11-24', '2026-12-01', '2026-12-08'].map((date) => ({ date, start: 600, end: 780, names: ['席A'] })),
      total: 1800,
    });
    await approve(letter, language, `${language}-${news}-priced@example.jp`, '.priced');
  },
);
