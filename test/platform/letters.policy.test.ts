import { expect, test } from '@jest/globals';
import { type Letter, verbatim } from '../../src/platform/mail/letter.js';
import { printLetter } from '../../src/platform/mail/print-letter.js';
import { dateText, LANGUAGES } from '../../src/platform/time.format.js';
import { golden } from '../support/golden.js';

const HOUSE = 'https://tsudoi.example.jp';

/** Everything that a letter can have, in words that are there anyhow. */
const letterIn = (language: (typeof LANGUAGES)[number]): Letter => ({
  name: 'platform.sample',
  subject: { key: 'mails:show.title', subject: 'A & B' },
  paragraphs: ['mails:done.resent', 'mails:show.failed'],
  facts: [
    { label: 'mails:fields.created', value: verbatim(`${dateText('2026-11-21', language)} 10:00–12:00`) },
    { label: 'mails:fields.to', value: verbatim('<コワーキング> 2F') },
  ],
  action: { label: 'mails:show.resend', path: '/bookings/17?from=mail' },
  closing: ['mails:show.masked'],
});

test.each(LANGUAGES)('a letter in %s looks as it was approved', (language) => {
  const to = { address: 'hanako@example.jp', name: '小平 花子', language };
  const { subject, text, html } = printLetter(to, letterIn(language), HOUSE);
  golden(`platform/golden/letter.${language}.txt`, `Subject: ${subject}\n\n${text}`);
  golden(`platform/golden/letter.${language}.html`, html);
});

test('a letter with nothing but a paragraph has no empty parts', () => {
  const { text, html } = printLetter(
    { address: 'hanako@example.jp', name: '', language: 'en' },
    { name: 'platform.sample', subject: verbatim('Hello'), paragraphs: [verbatim('One.')] },
    HOUSE,
  );
  expect(text.startsWith('One.\n\n-- \nTsudoi\n')).toBe(true);
  expect(html).not.toMatch(/<table|<a href="">|class="action"|<p><\/p>/);
});
