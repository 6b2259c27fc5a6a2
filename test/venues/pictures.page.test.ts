import { afterAll, beforeAll, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { paths } from '../../src/platform/paths.js';
import { Redrawing } from '../../src/venues/pictures/redrawing.js';
import { ResourcePicture } from '../../src/venues/resource-picture.entity.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import type { Venue } from '../../src/venues/venue.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { signInAs } from '../support/factories.js';
import { drawn, photo, png } from '../support/pictures.js';
import { addResource, addVenue } from '../support/venue-factories.js';
import type { Answer, Visitor } from '../support/visitor.js';

let world: TestApp;
let manager: Visitor;
let venue: Venue;
let room: Resource;
beforeAll(async () => {
  world = await startApp();
  manager = await signInAs(world, 'manager');
  venue = await addVenue(world);
  room = await addResource(world, venue, { kind: 'room', name: 'サロン' });
});
afterAll(() => world.close());

const upload = (content: Buffer, alt: string, name = 'picture'): Promise<Answer> =>
  manager.upload(paths.pictures(venue.id, room.id), { alt }, { name, filename: 'x.png', type: 'text/html', content });
const stored = (): Promise<ResourcePicture[]> =>
  world.database.reader.find(ResourcePicture, { where: { resourceId: room.id }, order: { position: 'ASC' } });

test('a picture is told by its content, kept with its words, and shown to everybody', async () => {
  expect((await upload(await drawn('png', 64, 48), '窓側の席')).location).toBe(paths.pictures(venue.id, room.id));
  const [picture] = await stored();
  expect(picture).toMatchObject({ alt: '窓側の席', mediaType: 'image/png', width: 64, height: 48 });
  expect(picture!.content).toBeUndefined();

  const shown = await world.visitor().get(paths.picture(room.id, picture!.id));
  expect(shown.status).toBe(200);
  expect(await sharp(shown.bytes).metadata()).toMatchObject({ format: 'png', width: 64, height: 48 });
  expect(shown.headers).toMatchObject({
    'content-type': 'image/png',
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, max-age=31536000, immutable',
  });
  const page = await manager.get(paths.pictures(venue.id, room.id));
  const image = page.$(`img[src="${paths.picture(room.id, picture!.id)}"]`);
  expect([image.attr('alt'), image.attr('width')]).toEqual(['窓側の席', '64']);
});

test.each(['jpeg', 'png', 'webp'] as const)(
  'a %s from a phone is kept without its place, upright and smaller',
  async (format) => {
    const taken = await photo(format, 2400, 1200);
    expect(taken.includes('PHONE')).toBe(true);
    expect((await upload(taken, format)).status).toBe(303);
    const picture = (await stored()).at(-1)!;
    expect(picture).toMatchObject({ mediaType: `image/${format}`, width: 800, height: 1600 });
    const { bytes } = await world.visitor().get(paths.picture(room.id, picture.id));
    const { exif, xmp, iptc, orientation, width, height } = await sharp(bytes).metadata();
    expect({ exif, xmp, iptc, orientation, width, height }).toEqual({ width: 800, height: 1600 });
    expect(bytes.includes('PHONE')).toBe(false);
    await manager.post(paths.pictureDeletion(venue.id, room.id, picture.id));
  },
);

test('a picture from before is drawn anew in the night, once, and what cannot be drawn is named', async () => {
  const old = {
    resourceId: room.id,
    alt: '昔の写真',
    mediaType: 'image/jpeg',
    width: 2400,
    height: 1200,
    position: 99,
  };
  const kept = { resourceId: room.id, alt: '壊れた写真', mediaType: 'image/png', width: 9, height: 9, position: 100 };
  const [id, broken] = await world.database.transaction(async (tx) => {
    const taken = await tx.save(tx.create(ResourcePicture, { ...old, content: await photo('jpeg', 2400, 1200) }));
    const torn = await tx.save(tx.create(ResourcePicture, { ...kept, content: png(9, 9) }));
    return [taken.id, torn.id] as const;
  });
  const content = async (): Promise<Buffer> => (await world.visitor().get(paths.picture(room.id, id))).bytes;
  expect((await content()).includes('PHONE')).toBe(true);
  const names = new RegExp(`cannot be drawn: ${broken}\\.`);
  await expect(world.get(Redrawing).run()).rejects.toThrow(names);
  const after = await content();
  expect(after.includes('PHONE')).toBe(false);
  expect((await sharp(after).metadata()).exif).toBeUndefined();
  expect(await world.database.reader.findOneBy(ResourcePicture, { id })).toMatchObject({
    redrawn: true,
    width: 800,
    height: 1600,
  });
  await world.database.transaction((tx) => tx.delete(ResourcePicture, broken));
  await world.get(Redrawing).run();
  expect((await content()).equals(after)).toBe(true);
  await world.database.transaction((tx) => tx.delete(ResourcePicture, id));
});

test.each<[string, string, Buffer, string]>([
  ['without words', 'alt', png(9, 9), ' '],
  ['without a file', 'picture', Buffer.alloc(0), '席'],
  ['that is a drawing with a script', 'picture', Buffer.from('<?xml version="1.0"?><svg onload="alert(1)"/>'), '席'],
  ['that unfolds to four gigabytes', 'picture', png(32_000, 32_000), '席'],
  ['that is a page', 'picture', Buffer.from('<script>alert(1)</script>'), '席'],
  ['that only begins as one', 'picture', png(9, 9), '席'],
  ['of too many pixels', 'picture', png(12_001, 9), '席'],
  ['larger than 8 MB', 'picture', Buffer.concat([png(9, 9), Buffer.alloc(8_000_000)]), '席'],
])('a picture %s is refused at %s', async (_, field, content, alt) => {
  const before = (await stored()).length;
  const answer = await upload(content, alt);
  expect(answer.status).toBe(422);
  expect(answer.$('.problem').attr('id')).toBe(`problem-${field}`);
  expect(answer.$('[name=alt]').val()).toBe(field === 'alt' ? ' ' : alt);
  expect(await stored()).toHaveLength(before);
});

test('of a picture that is something else besides, the picture alone is kept, and its name leads nowhere', async () => {
  const page = Buffer.from('<script>alert(1)</script><?php system($_GET[0]); ?>PK\x03\x04', 'latin1');
  const content = Buffer.concat([await drawn('jpeg', 30, 20), page]);
  const file = { name: 'picture', filename: '../../../views/assets/evil.html', type: 'text/html', content };
  expect((await manager.upload(paths.pictures(venue.id, room.id), { alt: '二つの顔' }, file)).status).toBe(303);
  const picture = (await stored()).at(-1)!;
  const { bytes, headers } = await world.visitor().get(paths.picture(room.id, picture.id));
  expect(bytes.includes('script')).toBe(false);
  expect(headers).toMatchObject({
    'content-type': 'image/jpeg',
    'content-disposition': 'inline',
    'x-content-type-options': 'nosniff',
  });
  await manager.post(paths.pictureDeletion(venue.id, room.id, picture.id));
});

test('a form that is no upload, or that breaks off, is refused, and never an error', async () => {
  const url = paths.pictures(venue.id, room.id);
  expect((await manager.post(url, { alt: '席' })).status).toBe(422);
  const broken = { 'content-type': 'multipart/form-data; boundary=x' };
  expect((await manager.post(url, { alt: '席' }, broken)).status).toBe(422);
});

test('pictures change places, words and go', async () => {
  await upload(await drawn('jpeg', 10, 10), '二枚目');
  const [first, second] = await stored();
  await manager.post(paths.picturePosition(venue.id, room.id, second!.id), { direction: 'up' });
  expect((await stored()).map(({ id }) => id)).toEqual([second!.id, first!.id]);
  await manager.post(paths.picturePosition(venue.id, room.id, second!.id), { direction: 'up' });
  expect((await stored()).map(({ id }) => id)).toEqual([second!.id, first!.id]);

  expect((await manager.get(paths.pictureEdit(venue.id, room.id, first!.id))).$('[name=alt]').val()).toBe('窓側の席');
  await manager.post(paths.pictureAlt(venue.id, room.id, first!.id), { alt: '長い机' });
  await manager.post(paths.pictureDeletion(venue.id, room.id, second!.id));
  expect(await stored()).toMatchObject([{ id: first!.id, alt: '長い机' }]);
  expect((await world.visitor().get(paths.picture(room.id, second!.id))).status).toBe(404);
});

test('pictures of other things are not found', async () => {
  const other = await addResource(world, venue);
  const [picture] = await stored();
  expect((await world.visitor().get(paths.picture(other.id, picture!.id))).status).toBe(404);
  expect((await manager.post(paths.pictureDeletion(venue.id, other.id, picture!.id))).status).toBe(404);
  const elsewhere = await addVenue(world);
  expect((await manager.get(paths.pictures(elsewhere.id, room.id))).status).toBe(404);
  expect((await manager.post(paths.pictureAlt(elsewhere.id, room.id, picture!.id), { alt: 'x' })).status).toBe(404);
});
