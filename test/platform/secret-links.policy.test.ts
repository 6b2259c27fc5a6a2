import { expect, test } from '@jest/globals';
import { withoutSecrets } from '../../src/platform/mail/secret-links.js';

const HOUSE = 'https://tsudoi.example.jp';

test.each([
  ['/password-reset?token=abc', '/password-reset?…'],
  ['/password-reset/9f8A_-9f8a9f8a9f8a', '/password-reset/…'],
  ['/invitations/9f8a9f8a9f8a9f8a/accept?x=1', '/invitations/…/accept?…'],
  ['/email-confirmation/Zm9vYmFyYmF6cXV4', '/email-confirmation/…'],
  ['/bookings/17', '/bookings/17'],
  ['/', '/'],
])('%s is shown as %s', (path, shown) => {
  expect(withoutSecrets(`Open\n${HOUSE}${path}\nplease`, HOUSE)).toBe(`Open\n${HOUSE}${shown}\nplease`);
});

test('in HTML the link and the written address are both without it, and the tags stay', () => {
  const html = `<a href="${HOUSE}/confirm?token&#x3D;abc&amp;x">Go</a><br>${HOUSE}/confirm?token&#x3D;abc</p>`;
  expect(withoutSecrets(html, HOUSE)).toBe(`<a href="${HOUSE}/confirm?…">Go</a><br>${HOUSE}/confirm?…</p>`);
});

test('links to other houses are none of ours', () => {
  expect(withoutSecrets('https://example.org/?token=abc', HOUSE)).toBe('https://example.org/?token=abc');
});
