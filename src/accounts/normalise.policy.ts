/**
 * How people's data is brought into one shape before it is checked (DOMAIN, Rules of the place). Each gives nothing for
 * what cannot be brought there. Names are not here: they are stored as typed.
 */

const HIRAGANA = /[\u3041-\u3096\u309d\u309e]/g;
const KATAKANA_DISTANCE = 0x60;

/** ひらがな → ヒラガナ. Everything else stays. */
export function katakanaOf(text: string): string {
  return text.replace(HIRAGANA, (letter) => String.fromCharCode(letter.charCodeAt(0) + KATAKANA_DISTANCE));
}

/** フリガナ: full-width katakana, with ー, ・ and single spaces. Takes hiragana and half-width kana as well. */
export function kanaOf(text: string): string | undefined {
  const kana = katakanaOf(text.normalize('NFKC')).replace(/\s+/g, ' ').trim();
  return /^[ァ-ヺー-ヾ・ ]+$/.test(kana) ? kana : undefined;
}

/** Hyphens, dashes and long vowel signs, whichever the keyboard gave. */
const DASHES = /[-\u2010-\u2015\u2212ー\s]/g;

/** Seven digits; with or without 〒 and hyphen. */
export function postalCodeOf(text: string): string | undefined {
  const digits = text.normalize('NFKC').replace(DASHES, '').replace(/^〒/, '');
  return /^\d{7}$/.test(digits) ? digits : undefined;
}

/** A phone number in Japan: ten or eleven digits from 0 on. +81 becomes 0. */
export function phoneOf(text: string): string | undefined {
  const plain = text.normalize('NFKC').replace(DASHES, '').replace(/[().]/g, '');
  const digits = plain.replace(/^\+810?/, '0');
  return /^0\d{9,10}$/.test(digits) ? digits : undefined;
}

/** Addresses of old phones have dots where the standard allows none (`a..b.@docomo.ne.jp`), so we are no stricter. */
const EMAIL = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/;

/** NFKC and lower case: one person, one account, however she types it. At most 254 characters. */
export function emailOf(text: string): string | undefined {
  const email = text.normalize('NFKC').trim().toLowerCase();
  return email.length <= 254 && EMAIL.test(email) ? email : undefined;
}
