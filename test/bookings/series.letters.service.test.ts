import { afterAll, beforeAll, test } from '@jest/globals';
import { seriesLetter, type SeriesNews } from '../../src/bookings/series/series.letters.js';
import { Mailer } from '../../src/platform/mail/mailer.js';
import { LANGUAGES } from '../../src/platform/time.format.js';
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
    const to = { address, name: '小平 花子', language };
    await world.database.transaction((tx) => world.get(Mailer).send(tx, to, letter));
    const { name, subject, text, html } = await lastMailTo(world, address);
    golden(`bookings/golden/${name}.${language}.txt`, `${subject}\n\n${text}`);
    golden(`bookings/golden/${name}.${language}.html`, html);
  },
);
