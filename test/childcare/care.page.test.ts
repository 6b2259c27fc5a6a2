import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { CardReading } from '../../src/childcare/readings/card-reading.entity.js';
import { Children } from '../../src/childcare/children/children.js';
import { Child } from '../../src/childcare/children/child.entity.js';
import { paths } from '../../src/platform/paths.js';
import type { Venue } from '../../src/venues/venue.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addChild, addInterviewSlot, approveChild, CARD } from '../support/child-factories.js';
import { addUser, signIn } from '../support/factories.js';
import { lastMailTo } from '../support/mails.js';
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

const childOf = (id: number): Promise<Child> => world.database.reader.findOneByOrFail(Child, { id });
const standing = async (id: number, on = '2026-11-21'): Promise<string | undefined> =>
  (await world.get(Children).facts(world.database.reader, [id], on)).get(id)?.standing;
const decision = async (id: number, part: object = {}) => ({
  outcome: 'approved',
  validUntil: '2027-03-31',
  revision: (await childOf(id)).revision,
  ...part,
});

test('members and managers open no page of the staff; managers see numbers', async () => {
  const id = await addChild(world, keiko);
  const manager = await signIn(world, await addUser(world, { roles: ['manager'] }));
  for (const visitor of [mother, manager]) {
    for (const page of [paths.careChildren(), paths.careChild(id), paths.careInterviews()])
      expect((await visitor.get(page)).status).toBe(403);
  }
  const page = await manager.get(paths.childRules());
  expect(page.text).toContain('面談の予約待ち');
  expect(page.text).not.toContain('熱性けいれん');
  expect(page.text).not.toContain('ひなた');
  expect((await staff.get(paths.childRules())).status).toBe(403);
  const rules = { dueDays: 10, oldestAge: 12, approvalEnds: 'year' };
  expect((await manager.postAndFollow(paths.childRules(), rules)).$('[name=dueDays]').val()).toBe('10');
  expect((await manager.post(paths.childRules(), { ...rules, dueDays: 61 })).status).toBe(422);
  await manager.post(paths.childRules(), { ...rules, dueDays: 7, approvalEnds: 'fiscal_year' });
});

test('interview, approval, and where the child stands on the way', async () => {
  const id = await addChild(world, keiko);
  expect(await standing(id)).toBe('needs_interview');
  expect((await staff.get(paths.careChild(id))).status).toBe(404);
  const slot = await addInterviewSlot(world, venue, teacher.id);
  const page = await mother.get(paths.childInterview(id));
  expect(page.text).toContain('11月24日(火) 10:00–10:30');
  expect((await mother.post(paths.childInterview(id), { slotId: slot.id, note: '卵を少し' })).status).toBe(303);
  expect(await standing(id)).toBe('interview_booked');

  const early = await staff.post(paths.childDecision(id), await decision(id));
  expect(early.status).toBe(422);
  expect(early.$('#problem-metOtherwise').text()).toContain('面談が済んでいません');

  world.clock.setTo('2026-11-24', 640);
  const list = await staff.get(paths.careChildren({ q: 'おがわ' }));
  expect(list.$('#waiting').next().text()).toContain('小川 ひなた');
  const card = await staff.get(paths.careChild(id));
  expect(card.text).toContain('熱性けいれん');
  expect(card.text).toContain('卵を少し');
  expect(card.$('[name=validUntil]').val()).toBe('2027-03-31');
  expect((await staff.post(paths.childDecision(id), await decision(id, { revision: 7 }))).status).toBe(409);
  const wrong = await staff.post(paths.childDecision(id), await decision(id, { validUntil: '2029-01-01' }));
  expect(wrong.$('#problem-validUntil').text()).toContain('2年以内');
  expect((await staff.post(paths.childDecision(id), await decision(id))).status).toBe(303);
  expect(await standing(id)).toBe('approved');
  expect(await standing(id, '2027-04-01')).toBe('expired');
  expect((await lastMailTo(world, keiko.email)).name).toBe('childcare.approved');
  expect((await mother.get(paths.ownChild(id))).text).toContain('2027年3月31日');
});

test('health that changes after the approval makes the staff look again; other changes do not', async () => {
  const id = await addChild(world, keiko);
  await approveChild(world, id, teacher.id);
  world.clock.advance({ minutes: 5 });
  await mother.post(paths.ownChild(id), { ...CARD, contact1Phone: '042-000-0000', revision: 1 });
  expect(await standing(id)).toBe('approved');
  expect((await staff.get(paths.careChild(id))).status).toBe(404);
  await mother.post(paths.ownChild(id), { ...CARD, allergiesAnswer: 'some', allergies: '卵', revision: 2 });
  expect(await standing(id)).toBe('look_again');
  expect((await staff.get(paths.careChildren())).$('#waiting').next().html()).toContain(paths.careChild(id));
  world.clock.advance({ minutes: 5 });
  expect((await staff.post(paths.childDecision(id), await decision(id))).status).toBe(303);
  expect(await standing(id)).toBe('approved');
});

test('the staff asks again with a note for the guardian, who answers by a change of any kind', async () => {
  const id = await addChild(world, keiko);
  await approveChild(world, id, teacher.id);
  world.clock.advance({ minutes: 5 });
  await mother.post(paths.ownChild(id), { ...CARD, medicationAnswer: 'some', medication: 'シロップ', revision: 1 });
  const silent = await staff.post(paths.childDecision(id), await decision(id, { outcome: 'ask_again' }));
  expect(silent.$('#problem-note').text()).toContain('何をたずねるか');
  world.clock.advance({ minutes: 5 });
  await staff.post(paths.childDecision(id), await decision(id, { outcome: 'ask_again', note: '量を教えてください' }));
  expect(await standing(id)).toBe('asked_again');
  const card = await mother.get(paths.ownChild(id));
  expect(card.text).toContain('量を教えてください');
  const mail = await lastMailTo(world, keiko.email);
  expect(mail.name).toBe('childcare.ask_again');
  expect(mail.text).not.toContain('量を教えて');
  world.clock.advance({ minutes: 5 });
  await mother.post(paths.ownChild(id), {
    ...CARD,
    medicationAnswer: 'some',
    medication: 'シロップ',
    notes: '1回5ml',
    revision: 2,
  });
  expect(await standing(id)).toBe('look_again');
});

test('each reading of a card by the staff is logged, once in ten minutes, and the guardian sees it', async () => {
  const id = await addChild(world, keiko);
  await approveChild(world, id, teacher.id);
  world.clock.advance({ minutes: 5 });
  await mother.post(paths.ownChild(id), { ...CARD, allergiesAnswer: 'some', allergies: '卵', revision: 1 });
  const readings = (): Promise<number> => world.database.reader.countBy(CardReading, { childId: id });
  expect((await mother.get(paths.ownChild(id))).text).toContain('まだ、だれも見ていません');
  await staff.get(paths.careChild(id));
  world.clock.advance({ minutes: 9 });
  await staff.get(paths.careChild(id));
  expect(await readings()).toBe(1);
  world.clock.advance({ minutes: 2 });
  await staff.get(paths.careChild(id));
  expect(await readings()).toBe(2);
  const card = await mother.get(paths.ownChild(id));
  expect(card.$('#readings').next().find('li').first().text()).toContain('保田 みどり');
});

test('the staff ends the link of a second guardian of a child whom it may see', async () => {
  const id = await addChild(world, keiko);
  const taro = await addUser(world);
  await mother.post(paths.childGuardians(id), { email: taro.email, relation: '父' });
  await (await signIn(world, taro)).post((await lastMailTo(world, taro.email)).link);
  expect((await staff.post(paths.careGuardianEnding(id, taro.id))).status).toBe(404);
  const slot = await addInterviewSlot(world, venue, teacher.id, { startMinute: 660, endMinute: 690 });
  await mother.post(paths.childInterview(id), { slotId: slot.id });
  expect((await staff.post(paths.careGuardianEnding(id, taro.id))).status).toBe(303);
  expect((await (await signIn(world, taro)).get(paths.ownChild(id))).status).toBe(404);
});

test('a card is put away and brought back, but not while an interview stands', async () => {
  const id = await addChild(world, keiko);
  const slot = await addInterviewSlot(world, venue, teacher.id, { startMinute: 720, endMinute: 750 });
  await mother.post(paths.childInterview(id), { slotId: slot.id });
  const refused = await mother.post(paths.childArchiving(id));
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('先にキャンセルしてください');
  await mother.post(paths.childInterviewCancellation(id));
  const list = await mother.postAndFollow(paths.childArchiving(id));
  expect(list.text).toContain('しまったカード');
  expect((await mother.get(paths.ownChild(id))).status).toBe(404);
  expect(await standing(id)).toBeUndefined();
  expect((await mother.postAndFollow(paths.childRestoring(id))).text).toContain('小川 ひなたさんのカード');
});
