import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { paths } from '../../src/platform/paths.js';
import { Certificate } from '../../src/training/certificates/certificate.entity.js';
import { certificatePaper } from '../../src/training/certificates/certificate-paper.js';
import { Certificates } from '../../src/training/certificates/certificates.js';
import type { Course } from '../../src/training/courses/course.entity.js';
import { SessionSeat } from '../../src/training/enrolment/session-seat.entity.js';
import { WalkInMerge } from '../../src/training/roll-call/walk-in-merge.entity.js';
import type { TrainingSession } from '../../src/training/sessions/training-session.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addUser, signIn, signInAs } from '../support/factories.js';
import { lastMailTo } from '../support/mails.js';
import { textOfPdf } from '../support/pdf.js';
import { MOST_STATEMENTS, openCounting } from '../support/statements.js';
import { addCourse, addSeats, addSession, addWalkIn, mark } from '../support/training-factories.js';
import type { Visitor } from '../support/visitor.js';

let world: TestApp;
let trainer: User, hana: User, yuki: User, merged: User, late: User;
let course: Course;
let sessions: TrainingSession[];
let manager: Visitor, teaching: Visitor, member: Visitor;

const certificates = (): Promise<Certificate[]> => world.database.reader.find(Certificate, { order: { id: 'ASC' } });
const numbers = async (): Promise<string[]> =>
  (await certificates()).map(({ fiscalYear, number, name }) => `${fiscalYear}-${number} ${name}`);

beforeAll(async () => {
  world = await startApp();
  [trainer, hana, yuki, merged, late] = [
    await addUser(world, { roles: ['trainer'] }),
    await addUser(world, { name: '小平 花子', kana: 'コダイラ ハナコ' }),
    await addUser(world, { name: '渡辺 ゆき', kana: 'ワタナベ ユキ' }),
    await addUser(world, { name: '青木 藍', kana: 'アオキ アイ' }),
    await addUser(world, { name: '清水 蓮', kana: 'シミズ レン' }),
  ];
  course = await addCourse(world, trainer, { title: 'はじめての表計算', certificatePercent: 66 });
  const days = ['2026-10-05', '2026-10-12', '2026-10-19', '2026-11-21'];
  sessions = [];
  for (const date of days) sessions.push(await addSession(world, course, { date }, [trainer]));
  sessions.push(await addSession(world, course, { date: '2026-12-01', status: 'cancelled' }));
  const { seats } = await addSeats(world, hana, sessions.slice(0, 4));
  for (const [at, status] of (['present', 'late', 'absent', 'left_early'] as const).entries())
    await mark(world, { sessionId: seats[at]!.sessionId, seatId: seats[at]!.id, userId: hana.id }, status, trainer);
  // Two of four, and a third whose seat was given back.
  const own = await addSeats(world, yuki, sessions.slice(0, 4));
  for (const seat of own.seats.slice(0, 3))
    await mark(world, { sessionId: seat.sessionId, seatId: seat.id, userId: yuki.id }, 'present', trainer);
  await world.database.transaction((tx) => tx.update(SessionSeat, own.seats[2]!.id, { releasedAt: world.clock.now() }));
  // Twice by name, found to be a member; once as a member.
  for (const { id: sessionId } of sessions.slice(0, 2)) {
    const { id: walkInId } = await addWalkIn(world, sessionId, 'あいさん', trainer);
    await mark(world, { sessionId, walkInId }, 'present', trainer);
    const merge = { walkInId, userId: merged.id, mergedAt: world.clock.now(), mergedBy: trainer.id };
    await world.database.transaction((tx) => tx.insert(WalkInMerge, merge));
  }
  await mark(world, { sessionId: sessions[2]!.id, userId: merged.id }, 'present', trainer);
  for (const { id: sessionId } of sessions.slice(0, 4))
    await mark(world, { sessionId, userId: late.id }, 'present', trainer);
  [manager, teaching, member] = [
    await signInAs(world, 'manager'),
    await signIn(world, trainer),
    await signIn(world, hana),
  ];
});
afterAll(() => world.close());

test('before the last session has begun there is none', async () => {
  const page = await member.get(paths.ownCertificates());
  expect([
    page.text.includes('全4回のうち3回が終わり、2回に出席'),
    page.$('form button:contains("修了証を発行")').length,
  ]).toEqual([true, 0]);
  const answer = await member.post(paths.ownCertificates(), { courseId: course.id });
  expect([answer.status, answer.text.includes('すべての回が終わると')]).toEqual([409, true]);
});

describe('once the last has begun', () => {
  beforeAll(() => world.clock.setTo('2026-11-21', 700));

  test('a member takes hers herself, once, however often she asks', async () => {
    const page = await member.get(paths.ownCertificates());
    expect(page.$('form input[name=courseId]').val()).toBe(String(course.id));
    const answers = await Promise.all(
      [1, 2, 3].map(() => member.post(paths.ownCertificates(), { courseId: course.id })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409, 409]);
    expect(await numbers()).toEqual(['2026-1 小平 花子']);
    expect((await member.get(paths.ownCertificates())).text).toContain('第2026-0001号');
  });

  test('who was not there often enough gets none, and who has no part in the course neither', async () => {
    const answers = [await signIn(world, yuki), await signInAs(world, 'member')].map((visitor) =>
      visitor.post(paths.ownCertificates(), { courseId: course.id }),
    );
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([409, 409]);
    expect((await teaching.post(paths.courseCertificates(course.id), { userIds: yuki.id })).status).toBe(409);
    expect((await member.post(paths.ownCertificates(), { courseId: 999_999 })).status).toBe(404);
    expect((await member.post(paths.ownCertificates(), { courseId: 'x' })).status).toBe(422);
  });

  test('the staff issues those that are left, at once, in the order of the kana, and tells their holders', async () => {
    const page = await teaching.get(paths.courseCertificates(course.id));
    expect(page.text).toContain('条件を満たす2名に発行する');
    const after = await teaching.postAndFollow(paths.courseCertificates(course.id));
    expect(after.text).toContain('修了証を2名に発行し');
    expect(await numbers()).toEqual(['2026-1 小平 花子', '2026-2 青木 藍', '2026-3 清水 蓮']);
    expect((await lastMailTo(world, merged.email)).subject).toContain('はじめての表計算');
    expect(await world.get(Certificates).issue({ ...(await viewerOf()), id: trainer.id }, course.id, [merged.id])).toBe(
      0,
    );
  });

  test('anybody who holds the paper can check it, and learns no more than is needed to compare', async () => {
    const [certificate] = await certificates();
    const visitor = world.visitor();
    const { answer, statements } = await openCounting(visitor, paths.certificate(certificate!.code));
    expect(answer.text).toContain('この修了証は、本物です');
    for (const part of ['2026-0001', 'はじめての表計算', '小○ 花○', '全4回のうち3回', '2026年11月21日'])
      expect(answer.text).toContain(part);
    expect(answer.body).not.toMatch(/小平|花子|コダイラ/);
    expect([answer.headers['x-robots-tag'], statements.length <= 2]).toEqual(['noindex', true]);
    for (const wrong of ['0'.repeat(20), 'x', '%25', '1'])
      expect((await visitor.get(paths.certificate(wrong))).status).toBe(404);
  });

  test('the paper says what the row says, for her and for the staff alone', async () => {
    const [certificate] = await certificates();
    const url = paths.certificatePdf(certificate!.id);
    for (const visitor of [member, teaching, manager]) {
      const answer = await visitor.get(url);
      expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/pdf']);
    }
    const strangers = [await signIn(world, yuki), await signInAs(world, 'trainer'), await signInAs(world, 'officer')];
    for (const visitor of strangers) expect((await visitor.get(url)).status).toBe(404);
    expect((await world.visitor().get(url)).status).toBe(303);
    const paper = certificatePaper(certificate!, 'http://tsudoi.test', 'ja') as { qr: string; address: string };
    expect(paper.address).toBe(`http://tsudoi.test${paths.certificate(certificate!.code)}`);
    const text = textOfPdf((await member.get(url)).bytes);
    if (text === undefined) return;
    for (const part of [
      '修了証',
      '第2026-0001号',
      '小平花子様',
      '全4回のうち3回',
      '令和8年11月21日',
      certificate!.code,
    ])
      expect(text).toContain(part);
    expect(text).not.toContain('取消');
  });

  test('a manager revokes with a reason; then the staff alone issues another, with another number', async () => {
    const [{ id, code }] = (await certificates()) as [Certificate];
    expect((await teaching.post(paths.certificateRevocation(course.id, id), { reason: 'x' })).status).toBe(403);
    expect((await manager.post(paths.certificateRevocation(course.id, id), { reason: '' })).status).toBe(422);
    await manager.postAndFollow(paths.certificateRevocation(course.id, id), { reason: 'お名前の誤り' });
    expect((await manager.post(paths.certificateRevocation(course.id, id), { reason: 'x' })).status).toBe(409);
    expect((await manager.post(paths.certificateRevocation(course.id + 1, id), { reason: 'x' })).status).toBe(404);
    const check = await world.visitor().get(paths.certificate(code));
    expect([
      check.text.includes('取り消されました'),
      check.text.includes('本物です'),
      check.text.includes('誤り'),
    ]).toEqual([true, false, false]);
    expect((await lastMailTo(world, hana.email)).text).toContain('お名前の誤り');
    expect((await member.get(paths.ownCertificates())).text).toContain('お名前の誤り');
    expect((await member.post(paths.ownCertificates(), { courseId: course.id })).status).toBe(409);
    const text = textOfPdf((await member.get(paths.certificatePdf(id))).bytes);
    if (text !== undefined) expect(text).toMatch(/取消|消取/); // it stands aslant
    await manager.postAndFollow(paths.courseCertificates(course.id)); // to all: never again to her by itself
    expect(await numbers()).toHaveLength(3);
    await manager.postAndFollow(paths.courseCertificates(course.id), { userIds: hana.id });
    expect((await numbers()).at(-1)).toBe('2026-4 小平 花子');
  });

  test('pages cost few statements', async () => {
    const urls: [Visitor, string][] = [
      [member, paths.ownCertificates()],
      [manager, paths.courseCertificates(course.id)],
      [teaching, paths.courseCertificates(course.id)],
    ];
    for (const [visitor, url] of urls) {
      const { answer, statements } = await openCounting(visitor, url);
      expect([url, answer.status, statements.length <= MOST_STATEMENTS]).toEqual([url, 200, true]);
    }
    for (const visitor of [await signInAs(world, 'trainer'), await signInAs(world, 'member')])
      expect((await visitor.get(paths.courseCertificates(course.id))).status).toBeGreaterThanOrEqual(403);
    expect(
      (await teaching.get(paths.course(course.id))).$(`a[href="${paths.courseCertificates(course.id)}"]`).length,
    ).toBe(1);
  });
});

async function viewerOf() {
  return {
    name: '',
    email: '',
    roles: ['trainer'] as const,
    language: 'ja' as const,
    emailConfirmed: true,
    consented: true,
  };
}
