import { test } from '@jest/globals';
import { reminderLetter } from '../../src/bookings/reminders/reminder.letter.js';
import { printLetter } from '../../src/platform/mail/print-letter.js';
import { LANGUAGES } from '../../src/platform/time.format.js';
import { golden } from '../support/golden.js';

const first = {
  id: 7,
  date: '2026-11-24',
  start: 600,
  end: 720,
  venue: 'すだち',
  resources: ['カウンター 1', 'ノートPC 3'],
  careCount: 2,
};
const second = {
  id: 9,
  date: '2026-11-24',
  start: 780,
  end: 840,
  venue: 'すだち',
  resources: ['テーブル A-2'],
  careCount: 0,
};

test.each(LANGUAGES)('in %s the letter says when and what, one booking or several', (language) => {
  const to = { address: 'hanako@example.jp', name: '小平 花子', language };
  const one = printLetter(to, reminderLetter([first], '2026-11-23'), 'http://tsudoi.test');
  const several = printLetter(to, reminderLetter([first, second], first.date), 'http://tsudoi.test');
  golden(`bookings/golden/bookings.reminder.${language}.txt`, `${one.subject}\n\n${one.text}`);
  golden(`bookings/golden/bookings.reminder.${language}.html`, one.html);
  golden(`bookings/golden/bookings.reminder.several.${language}.txt`, `${several.subject}\n\n${several.text}`);
});
