import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { emailOf, kanaOf, katakanaOf, phoneOf, postalCodeOf } from '../../src/accounts/normalise.policy.js';
import { folded, searchPattern, searchTextOf } from '../../src/accounts/search-text.js';

test.each([
  ['ヤマダ ハナコ', 'ヤマダ ハナコ'],
  ['やまだ　はなこ', 'ヤマダ ハナコ'],
  ['ﾔﾏﾀﾞ ﾊﾅｺ', 'ヤマダ ハナコ'],
  ['  ヤマダ   ハナコ ', 'ヤマダ ハナコ'],
  ['ヴィクトリア・リー', 'ヴィクトリア・リー'],
  ['ゔぃくとりあ', 'ヴィクトリア'],
  ['山田', undefined],
  ['Yamada', undefined],
  ['ヤマダ1', undefined],
  ['😀', undefined],
  ['', undefined],
])('the kana %j is %j', (text, kana) => {
  expect(kanaOf(text)).toBe(kana);
});

test.each([
  ['187-0032', '1870032'],
  ['１８７－００３２', '1870032'],
  ['〒187 0032', '1870032'],
  ['187ー0032', '1870032'],
  ['1870032', '1870032'],
  ['187003', undefined],
  ['18700322', undefined],
  ['abc', undefined],
])('the postal code %j is %j', (text, code) => {
  expect(postalCodeOf(text)).toBe(code);
});

test.each([
  ['090-1234-5678', '09012345678'],
  ['０９０（１２３４）５６７８', '09012345678'],
  ['+81 90 1234 5678', '09012345678'],
  ['+81 (0)90-1234-5678', '09012345678'],
  ['042.123.4567', '0421234567'],
  ['042‐123−4567', '0421234567'],
  ['12345678901', undefined],
  ['0421234', undefined],
  ['090123456789', undefined],
])('the phone number %j is %j', (text, phone) => {
  expect(phoneOf(text)).toBe(phone);
});

test.each([
  ['Hanako@Example.JP', 'hanako@example.jp'],
  ['ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｊｐ', 'hanako@example.jp'],
  [' hanako@example.jp ', 'hanako@example.jp'],
  ['hanako..mama.@docomo.ne.jp', 'hanako..mama.@docomo.ne.jp'],
  ['hanako+tsudoi@example.jp', 'hanako+tsudoi@example.jp'],
  ['hanako@example', undefined],
  ['hanako@@example.jp', undefined],
  ['hanako@例え.jp', undefined],
  ['a b@example.jp', undefined],
  ['a@example.jp,b@example.jp', undefined],
  ['a@example.jp\r\nBcc: b@example.jp', undefined],
  [`${'a'.repeat(65)}@example.jp`, undefined],
  [`a@${'a'.repeat(260)}.jp`, undefined],
])('the address %j is %j', (text, email) => {
  expect(emailOf(text)).toBe(email);
});

const hiragana = fc.string({ unit: fc.integer({ min: 0x3041, max: 0x3096 }).map((c) => String.fromCharCode(c)) });
const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''));
const wide = (text: string) => text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
const cutAt = (text: string, at: number, sign: string) => text.slice(0, at) + sign + text.slice(at);
const dash = fc.constantFrom('', '-', '－', '‐', '−', 'ー', ' ', '　');

describe('for any text', () => {
  test.each([
    ['kana', kanaOf],
    ['postal code', postalCodeOf],
    ['phone', phoneOf],
    ['e-mail', emailOf],
  ])('the shape of a %s is its own shape', (_, shape) => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), hiragana, digits(7), digits(11), fc.emailAddress()),
        (text) => {
          const once = shape(text);
          if (once !== undefined) expect(shape(once)).toBe(once);
        },
      ),
    );
  });

  test('kana is the same from hiragana and from katakana, and holds nothing else', () => {
    fc.assert(
      fc.property(hiragana, (text) => {
        expect(kanaOf(text)).toBe(kanaOf(katakanaOf(text)));
        expect(kanaOf(text) ?? 'ア').toMatch(/^[ァ-ヾ・ー ]+$/);
      }),
    );
  });

  test('a postal code is the same in any width and with any dash', () => {
    fc.assert(
      fc.property(digits(7), dash, (code, sign) => {
        expect(postalCodeOf(cutAt(code, 3, sign))).toBe(code);
        expect(postalCodeOf(wide(cutAt(code, 3, sign)))).toBe(code);
      }),
    );
  });

  test('a phone number is the same in any width, with any dash, and from abroad', () => {
    fc.assert(
      fc.property(digits(10), dash, (rest, sign) => {
        const phone = `0${rest}`;
        expect(phoneOf(wide(cutAt(phone, 3, sign)))).toBe(phone);
        if (!rest.startsWith('0')) expect(phoneOf(`+81${sign}${rest}`)).toBe(phone);
      }),
    );
  });

  test('an address is the same in any case and width', () => {
    fc.assert(
      fc.property(fc.emailAddress({ size: 'small' }), (email) => {
        const plain = emailOf(email);
        expect(emailOf(email.toUpperCase())).toBe(plain);
        expect(emailOf(wide(email))).toBe(plain);
      }),
    );
  });
});

describe('searching', () => {
  const person = { name: '𠮷田 花子', kana: 'ヨシダ ハナコ', email: 'hanako@example.jp' };
  const stands = (text: string) => {
    const words = folded(text);
    return words !== '' && searchTextOf(person).includes(words);
  };

  test.each(['𠮷田', '𠮷田花子', '田 花', 'よしだ', 'ﾖｼﾀﾞﾊﾅｺ', 'ヨシダはなこ', 'HANAKO@', 'ｅｘａｍｐｌｅ'])(
    'finds her by %j',
    (text) => {
      expect(stands(text)).toBe(true);
    },
  );

  test.each(['吉田', '子ヨ', 'コh', 'yoshida'])('does not find her by %j', (text) => {
    expect(stands(text)).toBe(false);
  });

  test('takes signs of patterns as they are', () => {
    expect(searchPattern('50%_!')).toBe('%50!%!_!!%');
  });

  test('finds everybody by any part of her own words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.nat(), fc.nat(), (name, from, length) => {
        const words = folded(name);
        const part = words.slice(from % (words.length + 1)).slice(0, length);
        expect(searchTextOf({ ...person, name })).toContain(part);
      }),
    );
  });
});
