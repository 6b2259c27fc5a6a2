import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import type { User } from '../../src/accounts/user.entity.js';
import { paths } from '../../src/platform/paths.js';
import type { Course } from '../../src/training/courses/course.entity.js';
import { CourseMaterial } from '../../src/training/materials/course-material.entity.js';
import { CoursePicture } from '../../src/training/materials/course-picture.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addUser, signIn, signInAs } from '../support/factories.js';
import { photo } from '../support/pictures.js';
import { MOST_STATEMENTS, openCounting } from '../support/statements.js';
import { addCourse, addSeats, addSession } from '../support/training-factories.js';
import type { Answer, Visitor } from '../support/visitor.js';

let world: TestApp;
let trainer: User, hana: User;
let course: Course;
let manager: Visitor, teaching: Visitor, enrolled: Visitor;

const PDF = Buffer.from('%PDF-1.7\n%%EOF');
const put = (
  visitor: Visitor,
  filename: string,
  content: Buffer,
  fields: Record<string, string> = { title: '配布資料' },
): Promise<Answer> =>
  visitor.upload(paths.courseMaterials(course.id), fields, { name: 'file', filename, type: 'text/html', content });
const materials = (): Promise<CourseMaterial[]> => world.database.reader.find(CourseMaterial, { order: { id: 'ASC' } });

beforeAll(async () => {
  world = await startApp();
  trainer = await addUser(world, { roles: ['trainer'] });
  hana = await addUser(world);
  course = await addCourse(world, trainer);
  const session = await addSession(world, course, {}, [trainer]);
  await addSeats(world, hana, [session]);
  [manager, teaching, enrolled] = [
    await signInAs(world, 'manager'),
    await signIn(world, trainer),
    await signIn(world, hana),
  ];
});
afterAll(() => world.close());

describe('the material of a course', () => {
  test('is put there by who teaches it, under a harmless name, as what it is', async () => {
    expect((await put(teaching, '../第1回.exe', PDF)).status).toBe(303);
    const link = await teaching.upload(
      paths.courseMaterials(course.id),
      { title: '動画', url: 'https://video.example.jp/1' },
      { name: 'file', filename: '', type: '', content: Buffer.alloc(0) },
    );
    expect(link.status).toBe(303);
    expect((await put(manager, 'memo.html', Buffer.from('<script>alert(1)</script>'), { title: 'メモ' })).status).toBe(
      303,
    );
    expect((await put(manager, 'board.jpg', await photo('jpeg', 40, 20), { title: '板書' })).status).toBe(303);
    expect((await materials()).map(({ fileName, mediaType, url }) => [fileName, mediaType, url])).toEqual([
      ['第1回.pdf', 'application/pdf', null],
      [null, null, 'https://video.example.jp/1'],
      ['memo.txt', 'text/plain; charset=utf-8', null],
      ['board.jpg', 'image/jpeg', null],
    ]);
  });

  test.each<[string, () => Promise<Answer>, string]>([
    ['a program', () => put(teaching, 'a.pdf', Buffer.from([0x4d, 0x5a, 0, 1, 2])), 'このファイルは置けません'],
    ['nothing', () => put(teaching, 'a.pdf', Buffer.alloc(0)), 'ファイルを選ぶか'],
    ['both', () => put(teaching, 'a.pdf', PDF, { title: 'x', url: 'https://example.jp' }), 'どちらか一つ'],
    ['a link that runs', () => put(teaching, 'a.pdf', PDF, { title: 'x', url: 'javascript:alert(1)' }), 'https://'],
    ['no name', () => put(teaching, 'a.pdf', PDF, { title: '' }), '入力してください'],
    ['too much', () => put(teaching, 'a.pdf', Buffer.alloc(8_000_001)), '8MB'],
  ])('%s is refused', async (_, ask, words) => {
    const answer = await ask();
    expect([answer.status, answer.text]).toEqual([422, expect.stringContaining(words)]);
    expect(await materials()).toHaveLength(4);
  });

  test('is saved and never shown, and what is no picture of what one sees is left out', async () => {
    const [pdf, , text, picture] = (await materials()) as [
      CourseMaterial,
      CourseMaterial,
      CourseMaterial,
      CourseMaterial,
    ];
    const { answer, statements } = await openCounting(enrolled, paths.material(course.id, pdf.id));
    expect(answer.bytes).toEqual(PDF);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'x-content-type-options': 'nosniff',
      'content-disposition': `attachment; filename="_1_.pdf"; filename*=UTF-8''${encodeURIComponent('第1回.pdf')}`,
      'cache-control': 'no-store',
    });
    expect(statements.length).toBeLessThanOrEqual(MOST_STATEMENTS);
    expect((await enrolled.get(paths.material(course.id, text.id))).headers['content-type']).toContain('text/plain');
    const { exif, orientation } = await sharp(
      (await enrolled.get(paths.material(course.id, picture.id))).bytes,
    ).metadata();
    expect([exif, orientation]).toEqual([undefined, undefined]);
  });

  test('is there for the enrolled, for who teaches it and for managers, and for nobody else', async () => {
    const [{ id }, { id: link }] = (await materials()) as [CourseMaterial, CourseMaterial];
    for (const visitor of [manager, teaching, enrolled]) {
      const { answer, statements } = await openCounting(visitor, paths.materials(course.id));
      expect([answer.status, answer.$('ul.list a').length]).toEqual([200, 4]);
      expect(answer.$('a[href="https://video.example.jp/1"]').attr('rel')).toBe('noopener noreferrer');
      expect(statements.length).toBeLessThanOrEqual(MOST_STATEMENTS);
    }
    const others = [
      await signInAs(world, 'member'),
      await signInAs(world, 'trainer'),
      await signInAs(world, 'officer'),
    ];
    for (const url of [paths.materials(course.id), paths.material(course.id, id)]) {
      for (const visitor of others) expect([url, (await visitor.get(url)).status]).toEqual([url, 404]);
      expect((await world.visitor().get(url)).status).toBe(303);
    }
    const elsewhere = await addCourse(world, trainer);
    for (const url of [
      paths.material(elsewhere.id, id),
      paths.material(course.id, link),
      paths.material(course.id, 999_999),
    ])
      expect((await manager.get(url)).status).toBe(404);
    expect((await put(others[1]!, 'a.pdf', PDF)).status).toBe(404);
    expect((await others[1]!.post(paths.materialDeletion(course.id, id))).status).toBe(404);
    expect((await enrolled.post(paths.materialDeletion(course.id, id))).status).toBe(403);
    await teaching.postAndFollow(paths.materialDeletion(course.id, id));
    expect((await enrolled.get(paths.material(course.id, id))).status).toBe(404);
  });
});

test('the picture of a course is redrawn, stands on its page and where that is shared, and goes with its draft', async () => {
  const file = { name: 'picture', filename: 'a.jpg', type: 'image/jpeg', content: await photo('jpeg', 40, 20) };
  const url = paths.coursePictureSetup(course.id);
  expect((await teaching.upload(url, { alt: '教室' }, file)).status).toBe(403);
  expect((await manager.upload(url, { alt: '' }, file)).status).toBe(422);
  expect((await manager.upload(url, { alt: '教室' }, { ...file, content: PDF })).status).toBe(422);
  for (const alt of ['古い教室', '教室']) expect((await manager.upload(url, { alt }, file)).status).toBe(303);
  const [picture, ...more] = await world.database.reader.find(CoursePicture);
  expect([more, picture!.width, picture!.height, picture!.alt]).toEqual([[], 20, 40, '教室']);

  const page = await world.visitor().get(paths.training(course.id));
  const address = paths.coursePicture(course.id, picture!.id);
  expect(page.$('img.picture').attr('src')).toBe(address);
  expect(page.$('meta[property="og:image"]').attr('content')).toBe(`http://tsudoi.test${address}`);
  expect(JSON.parse(page.$('script[type="application/ld+json"]').text())).toMatchObject({
    image: `http://tsudoi.test${address}`,
  });
  const shown = await world.visitor().get(address);
  expect([shown.status, shown.headers['content-type'], shown.headers['cache-control']]).toEqual([
    200,
    'image/jpeg',
    'private, max-age=31536000, immutable',
  ]);
  expect((await sharp(shown.bytes).metadata()).exif).toBeUndefined();

  await manager.postAndFollow(paths.course(course.id), { ...formOf(course), status: 'draft', revision: 0 });
  expect([(await world.visitor().get(address)).status, (await enrolled.get(address)).status]).toEqual([404, 404]);
  expect((await enrolled.get(paths.materials(course.id))).status).toBe(404);
  expect((await manager.get(address)).status).toBe(200);
  await manager.postAndFollow(paths.coursePictureDeletion(course.id));
  expect((await manager.get(address)).status).toBe(404);
});

function formOf({ title, category, audience, fee, enrolmentPer }: Course) {
  return { title, category, audience, fee, enrolmentPer };
}
