import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { Children } from '../../src/childcare/children/children.js';
import { InterviewReminders } from '../../src/childcare/interviews/interview-reminders.js';
import { OutboxMail } from '../../src/platform/mail/outbox-mail.entity.js';
import { paths } from '../../src/platform/paths.js';
import { momentAt } from '../../src/platform/time.js';
import type { Venue } from '../../src/venues/venue.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addChild, addInterviewSlot } from '../support/child-factories.js';
import { addUser, signIn } from '../support/factories.js';
import { lastMailTo, mailsTo } from '../support/mails.js';
import { MOST_STATEMENTS, openCounting } from '../support/statements.js';
import { addVenue } from '../support/venue-factories.js';
import type { Visitor } from '../support/visitor.js';

let world: TestApp;
let venue: Venue;
let keiko: User, teacher: User;
let mother: Visitor, staff: Visitor;

beforeAll(async () => {
  world = await startApp();
  venue = await addVenue(world);
  teacher = await addUser(world, { roles: ['childcare'], name: '保田 みどり' });
  staff = await signIn(world, teacher);
});
afterAll(() => world.close());

/** Each test has a mother of its own. */
beforeEach(async () => {
  world.clock.setTo('2026-11-21', 540);
  keiko = await addUser(world, { name: '小川 恵子' });
  mother = await signIn(world, keiko);
});

const standing = async (id: number, on = '2026-11-21'): Promise<string | undefined> =>
  (await world.get(Children).facts(world.database.reader, [id], on)).get(id)?.standing;

const SLOTS = { date: '2026-11-26', start: '10:00', end: '11:40', minutes: 30, place: '相談室' };

test('the staff opens several times at once; those that are open already stay', async () => {
  const form = { ...SLOTS, venueId: venue.id };
  const page = await staff.postAndFollow(paths.careInterviews(), form);
  expect(page.text).toContain('3件の時間を開きました');
  expect(page.$('main li strong').text()).toContain('11:00–11:30');
  expect((await staff.postAndFollow(paths.careInterviews(), { ...form, end: '12:10' })).text).toContain('1件の時間');
  const again = await staff.post(paths.careInterviews(), form);
  expect([again.status, again.$('#problem-start').text()]).toEqual([409, 'この時間はすべて開いています。']);
});

test.each([
  [{ date: '2026-11-20' }, 'date'],
  [{ date: '2027-11-20' }, 'date'],
  [{ end: '09:00' }, 'end'],
  [{ end: '10:20' }, 'end'],
  [{ end: '24:00', minutes: 10 }, 'end'],
  [{ minutes: 5 }, 'minutes'],
  [{ venueId: 999 }, 'venueId'],
])('times that cannot be opened are refused at their field: %j', async (part, field) => {
  const answer = await staff.post(paths.careInterviews(), { ...SLOTS, venueId: venue.id, ...part });
  expect(answer.status).toBe(422);
  expect(answer.$('#form-summary a').attr('href')).toBe(`#field-${field}`);
});

test('a guardian books, moves and gives up an interview, and her calendar is told each time', async () => {
  const id = await addChild(world, keiko);
  const [one, two] = [
    await addInterviewSlot(world, venue, teacher.id, { date: '2026-11-27' }),
    await addInterviewSlot(world, venue, teacher.id, { date: '2026-11-28' }),
  ];
  expect((await mother.post(paths.childInterview(id), {})).status).toBe(422);
  await mother.post(paths.childInterview(id), { slotId: one.id });
  const moved = await mother.postAndFollow(paths.childInterview(id), { slotId: two.id });
  expect(moved.text).toContain('面談は11月28日(土) 10:00から');
  const page = await mother.get(paths.childInterview(id));
  expect(page.$(`[value="${one.id}"]`).length).toBe(1);
  const cancelled = await mother.postAndFollow(paths.childInterviewCancellation(id));
  expect(cancelled.text).toContain('面談の予約待ち');
  expect((await mother.post(paths.childInterviewCancellation(id))).status).toBe(409);

  const mails = await world.database.reader.findBy(OutboxMail, { toAddress: keiko.email });
  expect(mails.map(({ template }) => template)).toEqual([
    'childcare.interview_booked',
    'childcare.interview_changed',
    'childcare.interview_cancelled',
  ]);
  const files = mails.map(({ attachments }) => Buffer.from(attachments[0]!.base64, 'base64').toString());
  const uids = files.map((file) => /UID:(\S+)/.exec(file)![1]);
  expect(new Set(uids).size).toBe(1);
  expect(files.map((file) => /SEQUENCE:(\d)/.exec(file)![1])).toEqual(['1', '2', '3']);
  expect(files.map((file) => /METHOD:(\w+)/.exec(file)![1])).toEqual(['REQUEST', 'REQUEST', 'CANCEL']);
  expect(JSON.stringify(mails) + files.join()).not.toContain('ひなた');
});

test('a slot that is taken, closed, over or not there is refused, and what stood stands', async () => {
  const id = await addChild(world, keiko);
  const other = await addUser(world);
  const elsewhere = await addChild(world, other);
  const place = '面談室2';
  const slot = await addInterviewSlot(world, venue, teacher.id, { place });
  await (await signIn(world, other)).post(paths.childInterview(elsewhere), { slotId: slot.id });
  expect((await mother.get(paths.childInterview(id))).$(`[value="${slot.id}"]`).length).toBe(0);
  const taken = await mother.post(paths.childInterview(id), { slotId: slot.id });
  expect([taken.status, taken.$('#problem-slotId').text()]).toEqual([409, expect.stringContaining('たったいま予約')]);
  const closed = await addInterviewSlot(world, venue, teacher.id, { place, startMinute: 660 });
  await staff.post(paths.interviewSlotClosing(closed.id));
  expect((await mother.post(paths.childInterview(id), { slotId: closed.id })).status).toBe(409);
  const over = await addInterviewSlot(world, venue, teacher.id, { place, date: '2026-11-21', startMinute: 500 });
  expect((await mother.post(paths.childInterview(id), { slotId: over.id })).status).toBe(409);
  expect((await mother.post(paths.childInterview(id), { slotId: 99_999 })).status).toBe(422);
  expect((await mother.post(paths.childInterview(id), { slotId: 'x' })).status).toBe(422);
  expect(await standing(id)).toBe('needs_interview');
});

test('a slot that the staff takes back ends the interview on it, and the guardian is told', async () => {
  const id = await addChild(world, keiko);
  const slot = await addInterviewSlot(world, venue, teacher.id, { date: '2026-12-01' });
  await mother.post(paths.childInterview(id), { slotId: slot.id });
  const far = await staff.get(paths.careInterviews());
  expect(far.text).toContain('お名前は、面談が近づくと表示されます');
  expect((await staff.post(paths.interviewSlotClosing(slot.id))).status).toBe(303);
  expect((await staff.post(paths.interviewSlotClosing(slot.id))).status).toBe(404);
  expect(await standing(id)).toBe('needs_interview');
  expect((await lastMailTo(world, keiko.email)).name).toBe('childcare.interview_closed');
});

test('who did not come can book another time; what has begun can be neither moved nor given up', async () => {
  const id = await addChild(world, keiko);
  const slot = await addInterviewSlot(world, venue, teacher.id, { date: '2026-11-25' });
  await mother.post(paths.childInterview(id), { slotId: slot.id });
  expect((await staff.post(paths.interviewAbsence(slot.id))).status).toBe(409);
  world.clock.setTo('2026-11-25', 601);
  expect((await mother.post(paths.childInterviewCancellation(id))).status).toBe(409);
  expect((await staff.post(paths.interviewSlotClosing(slot.id))).status).toBe(409);
  expect((await staff.get(paths.careInterviews())).text).toContain('小川 ひなた');
  expect((await staff.post(paths.interviewAbsence(slot.id))).status).toBe(303);
  expect(await standing(id)).toBe('needs_interview');
});

test('the evening before, the guardian is reminded once', async () => {
  const id = await addChild(world, keiko);
  const slot = await addInterviewSlot(world, venue, teacher.id, { date: '2026-12-03' });
  await mother.post(paths.childInterview(id), { slotId: slot.id });
  for (const _ of [1, 2]) await world.get(InterviewReminders).remind(momentAt('2026-12-02', 1080));
  const names = (await mailsTo(world, keiko.email)).map(({ name }) => name);
  expect(names).toEqual(['childcare.interview_booked', 'childcare.interview_reminder']);
});

test('brothers and sisters are met at one time, booked in one step and told in one letter', async () => {
  const [first, second, third] = [
    await addChild(world, keiko, { name: '小川 いち', kana: 'おがわ いち' }),
    await addChild(world, keiko, { name: '小川 に', kana: 'おがわ に' }),
    await addChild(world, keiko, { name: '小川 さん', kana: 'おがわ さん' }),
  ];
  const place = '兄弟';
  const [one, two] = [
    await addInterviewSlot(world, venue, teacher.id, { date: '2026-11-27', place }),
    await addInterviewSlot(world, venue, teacher.id, { date: '2026-11-28', place }),
  ];
  const form = await mother.get(paths.childInterview(first));
  expect(form.$('#field-childIds input:checked')).toHaveLength(2);
  await mother.post(paths.childInterview(first), { slotId: one.id, childIds: [second] });
  expect([await standing(first), await standing(second)]).toEqual(['interview_booked', 'interview_booked']);
  expect((await mailsTo(world, keiko.email)).map(({ name }) => name)).toEqual(['childcare.interview_booked']);
  expect((await mother.get(paths.childInterview(second))).text).toContain('小川 いち、小川 にさんの面談です');

  // The third joins them; to others the time is taken.
  const same = await mother.get(paths.childInterview(third));
  expect(same.$(`label:has([value="${one.id}"])`).text()).toContain('小川 いち、小川 にさんと同じ時間');
  expect((await mother.post(paths.childInterview(third), { slotId: one.id })).status).toBe(303);
  const stranger = await addUser(world);
  const strangers = await addChild(world, stranger);
  const others = await signIn(world, stranger);
  expect((await others.post(paths.childInterview(strangers), { slotId: one.id })).status).toBe(409);
  expect((await others.post(paths.childInterview(strangers), { slotId: two.id, childIds: [first] })).status).toBe(404);
  const list = await staff.get(paths.careInterviews());
  const meeting = list.$('main li:contains("小川 いち")');
  expect([meeting.length, meeting.find('a').length, meeting.find('form').length]).toEqual([1, 3, 1]);

  // One of them goes her own way: the others' time is in the calendar all the same.
  await mother.post(paths.childInterview(first), { slotId: two.id });
  const uids = async (): Promise<string[]> =>
    (await world.database.reader.findBy(OutboxMail, { toAddress: keiko.email })).map(({ template, attachments }) => {
      const file = Buffer.from(attachments[0]!.base64, 'base64').toString();
      return `${template.split('_')[1]} ${/interview-(\d+)/.exec(file)![1]} ${/SEQUENCE:(\d)/.exec(file)![1]}`;
    });
  const told = await uids();
  expect(told.map((line) => line.split(' ')[0])).toEqual(['booked', 'booked', 'changed']);
  await mother.post(paths.childInterview(second), { slotId: two.id, childIds: [third] });
  await mother.post(paths.childInterviewCancellation(first));
  for (const id of [first, second, third]) expect(await standing(id)).toBe('needs_interview');
  expect((await others.post(paths.childInterview(strangers), { slotId: two.id })).status).toBe(303);
});

test('no page costs more for more children', async () => {
  const costs = async (): Promise<number[]> => {
    const visits: [Visitor, string][] = [
      [mother, paths.ownChildren()],
      [staff, paths.careChildren()],
      [staff, paths.careInterviews()],
    ];
    const counts = [];
    for (const [visitor, path] of visits) counts.push((await openCounting(visitor, path)).statements.length);
    return counts;
  };
  await addChild(world, keiko);
  const few = await costs();
  for (let more = 0; more < 5; more += 1) {
    const id = await addChild(world, keiko);
    const slot = await addInterviewSlot(world, venue, teacher.id, { place: `部屋${more}`, date: '2026-11-23' });
    await mother.post(paths.childInterview(id), { slotId: slot.id });
  }
  expect(await costs()).toEqual(few);
  expect(Math.max(...few)).toBeLessThanOrEqual(MOST_STATEMENTS + 1); // the look
});
