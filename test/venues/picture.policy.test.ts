import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readPicture } from '../../src/venues/pictures/picture.policy.js';
import { jpeg, png, webp } from '../support/pictures.js';

test.each([
  ['PNG', png(640, 480), 'image/png'],
  ['JPEG', jpeg(640, 480), 'image/jpeg'],
  ['lossy WebP', webp('VP8 ', 640, 480), 'image/webp'],
  ['lossless WebP', webp('VP8L', 640, 480), 'image/webp'],
  ['extended WebP', webp('VP8X', 640, 480), 'image/webp'],
])('a %s is told by its first bytes, with its size', (_, file, mediaType) => {
  expect(readPicture(file)).toEqual({ mediaType, width: 640, height: 480 });
});

test.each([
  ['nothing', Buffer.alloc(0)],
  ['a text', Buffer.from('hello')],
  ['an SVG, which can hold scripts', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')],
  ['a GIF', Buffer.from('GIF89a\u0001\u0000\u0001\u0000\u0080\u0000\u0000')],
  ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
  ['a PNG that was cut', png(9, 9).subarray(0, 20)],
  ['a JPEG without a frame', Buffer.from([0xff, 0xd8, 0xff, 0xd9, 0, 2, 0, 0, 0, 0, 0, 0])],
  ['a JPEG whose segments lead nowhere', Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(40)])],
  ['a picture without width', png(0, 480)],
])('%s is no picture', (_, file) => {
  expect(readPicture(file)).toBe('picture_unknown_kind');
});

test.each([
  [png(10_000, 5_001)],
  [png(12_001, 1)],
  [webp('VP8X', 16_777_216, 16_777_216)],
  [png(4_294_967_295, 4_294_967_295)],
])('a picture of too many pixels is not taken', (file) => {
  expect(readPicture(file)).toBe('picture_too_many_pixels');
});

test('no file of any content makes it stumble', () => {
  const head = fc.constantFrom(
    jpeg(9, 9),
    png(9, 9),
    webp('VP8 ', 9, 9),
    Buffer.from([0xff, 0xd8, 0xff]),
    Buffer.alloc(0),
  );
  fc.assert(
    fc.property(head, fc.nat(40), fc.uint8Array({ maxLength: 200 }), (start, keep, rest) => {
      const found = readPicture(Buffer.concat([start.subarray(0, keep), rest]));
      expect(typeof found === 'string' || found.width > 0).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
