import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { ChildContact } from '../../src/childcare/children/child-contact.entity.js';
import { Children } from '../../src/childcare/children/children.js';
import { Child } from '../../src/childcare/children/child.entity.js';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { paths } from '../../src/platform/paths.js';
import { startApp, type TestApp } from '../support/app.js';
import { addChild, CARD } from '../support/child-factories.js';
import { addUser, signIn } from '../support/factories.js';
import { lastMailTo, mailsTo } from '../support/mails.js';
import type { Visitor } from '../support/visitor.js';

let world: TestApp;
let keiko: User;
let mother: Visitor;

beforeAll(async () => {
  world = await startApp();
});
afterAll(() => world.close());

/** Each test has a mother of its own. */
beforeEach(async () => {
  world.clock.setTo('2026-11-21', 540);
  keiko = await addUser(world, { name: '小川 恵子' });
  mother = await signIn(world, keiko);
});

const childOf = (id: number): Promise<Child> => world.database.reader.findOneByOrFail(Child, { id });

test('a mother without children is told what to do first', async () => {
  const { $, text } = await mother.get(paths.ownChildren());
  expect(text).toContain('まだお子さんの登録がありません');
  expect($('main .button').attr('href')).toBe(paths.childNew());
});

test('she registers a child: kana and phone are brought into shape, nothing and not asked are told apart', async () => {
  const form = await mother.get(paths.childNew());
  expect(form.$('[name=contact1Name]').val()).toBe('小川 恵子');
  expect(form.$('[name=contact1Relation]').val()).toBe('保護者');
  const card = await mother.postAndFollow(paths.ownChildren(), {
    ...CARD,
    medicationAnswer: undefined,
    pickup2Name: '小川 太郎',
    pickup2Relation: '祖父',
  });
  expect(card.text).toContain('オガワ ヒナタ');
  expect(card.text).toContain('2歳6か月');
  expect(card.$('.facts').text().replace(/\s+/g, ' ')).toContain('アレルギーなし 薬まだ書いていません');
  expect(card.text).toContain('記入の途中');
  expect(card.$('main .button').first().text()).toBe('カードの続きを書く');
  const { id, allergies, medication, conditions } = (await world.database.reader.findOneByOrFail(Child, {
    createdBy: keiko.id,
  }))!;
  expect({ allergies, medication, conditions }).toEqual({
    allergies: '',
    medication: null,
    conditions: '熱性けいれん',
  });
  const [contact] = await world.database.reader.findBy(ChildContact, { childId: id });
  expect(contact).toMatchObject({ phone: '09012345678', position: 1 });
  expect(card.text).toContain('小川 太郎（祖父）');
  const list = await mother.get(paths.ownChildren());
  expect(list.$('main .button').first().attr('href')).toBe(paths.childEdit(id));
});

test.each([
  ['a birthday to come', { birthDate: '2026-11-22' }, 'birthDate', '今日より先'],
  ['a child who is too old', { birthDate: '2013-11-21' }, 'birthDate', '12歳までです'],
  ['a day that is none', { birthDate: '2026-02-30' }, 'birthDate', '日付が正しくありません'],
  ['kana that is none', { kana: '小川' }, 'kana', 'カタカナ'],
  ['"none" beside a text', { allergies: '卵' }, 'allergies', '「ない」を選んでいますが'],
  ['"some" without a text', { allergiesAnswer: 'some' }, 'allergies', '入力してください'],
  ['a contact without a phone', { contact2Name: '祖母' }, 'contact2Phone', '入力してください'],
  ['a phone that is none', { contact1Phone: '123' }, 'contact1Phone', '0から始まる'],
  ['a name that is too long', { name: '名'.repeat(101) }, 'name', '100文字以内'],
])('%s is refused, and nothing is lost', async (_, part, field, words) => {
  const answer = await mother.post(paths.ownChildren(), { ...CARD, ...part });
  expect(answer.status).toBe(422);
  expect(answer.$(`#problem-${field}`).text()).toContain(words);
  expect(answer.$('[name=contact1Name]').val()).toBe(CARD.contact1Name);
  expect(answer.$('[name=conditions]').val()).toBe(CARD.conditions);
  expect(answer.$('[name=medicationAnswer][value=none]').attr('checked')).toBeDefined();
  expect(await world.database.reader.countBy(Child, { createdBy: keiko.id })).toBe(0);
});

test('the eldest who is still taken has her birthday tomorrow', async () => {
  expect((await mother.post(paths.ownChildren(), { ...CARD, birthDate: '2013-11-22' })).status).toBe(303);
});

test('a card is changed, and who has read an older one overwrites nothing unseen', async () => {
  const id = await addChild(world, keiko);
  const changed = { ...CARD, name: '小川 陽向', revision: 1 };
  expect((await mother.post(paths.ownChild(id), changed)).status).toBe(303);
  expect(await childOf(id)).toMatchObject({ name: '小川 陽向', revision: 2 });
  const late = await mother.post(paths.ownChild(id), { ...CARD, name: '別の名前', revision: 1 });
  expect(late.status).toBe(409);
  expect(late.text).toContain('ほかの人がカードを変えました');
  expect(late.$('[name=name]').val()).toBe('別の名前');
  expect(late.$('[name=revision]').val()).toBe('2');
  expect(await childOf(id)).toMatchObject({ name: '小川 陽向', revision: 2 });
});

test('somebody else finds no card, no form, no interview, no guardians, and changes nothing', async () => {
  const id = await addChild(world, keiko);
  const other = await signIn(world, await addUser(world));
  const pages = [paths.ownChild(id), paths.childEdit(id), paths.childInterview(id), paths.childGuardians(id)];
  for (const page of pages) expect((await other.get(page)).status).toBe(404);
  const posts: [string, object][] = [
    [paths.ownChild(id), { ...CARD, revision: 1 }],
    [paths.childArchiving(id), {}],
    [paths.childRestoring(id), {}],
    [paths.childInterview(id), { slotId: 1 }],
    [paths.childInterviewCancellation(id), {}],
    [paths.childGuardians(id), { email: 'x@example.jp', relation: '父' }],
    [paths.childGuardianEnding(id, keiko.id), {}],
  ];
  for (const [path, form] of posts) expect([path, (await other.post(path, form as never)).status]).toEqual([path, 404]);
  expect((await childOf(id)).revision).toBe(1);
});

test('a second guardian is invited by mail, and accepts with the account of that address alone', async () => {
  const id = await addChild(world, keiko);
  const taro = await addUser(world, { name: '小川 太郎' });
  const father = await signIn(world, taro);
  const invited = await mother.postAndFollow(paths.childGuardians(id), { email: taro.email, relation: '父' });
  expect(invited.text).toContain('招待中');
  expect((await mother.post(paths.childGuardians(id), { email: 'b@example.jp', relation: '父' })).status).toBe(409);
  const mail = await lastMailTo(world, taro.email);
  expect(mail.text + mail.html).not.toContain('ひなた');
  const stranger = await signIn(world, await addUser(world));
  const shut = await stranger.get(mail.link);
  expect(shut.text).toContain('別のメールアドレス');
  expect(shut.text).not.toContain('ひなた');
  expect((await stranger.post(mail.link)).status).toBe(409);
  expect((await father.get(paths.ownChild(id))).status).toBe(404);

  expect((await father.get(mail.link)).text).toContain('小川 ひなた');
  const card = await father.postAndFollow(mail.link);
  expect(card.text).toContain('小川 ひなたさんのカード');
  expect((await father.post(mail.link)).status).toBe(409);
  expect((await father.get(paths.ownChildren())).text).toContain('小川 ひなた');
  const facts = await world.get(Children).facts(world.database.reader, [id], '2026-11-21');
  expect(facts.get(id)!.guardians).toEqual([keiko.id, taro.id]);

  expect((await father.post(paths.childGuardianEnding(id, keiko.id))).status).toBe(403);
  expect((await father.post(paths.childArchiving(id))).status).toBe(403);
  expect((await mother.post(paths.childGuardianEnding(id, keiko.id))).status).toBe(409);
  expect((await mother.post(paths.childGuardianEnding(id, taro.id))).status).toBe(303);
  expect((await father.get(paths.ownChild(id))).status).toBe(404);
});

test('a link to a second guardian runs out, can be taken back, and dies with the first guardian’s card', async () => {
  const id = await addChild(world, keiko);
  const taro = await addUser(world);
  const father = await signIn(world, taro);
  const invite = async (): Promise<string> => {
    await mother.post(paths.childGuardians(id), { email: taro.email, relation: '父' });
    return (await lastMailTo(world, taro.email)).link;
  };
  const first = await invite();
  const withdrawal = (await mother.get(paths.childGuardians(id))).$('form[action*=withdrawal]').attr('action')!;
  expect((await mother.post(withdrawal)).status).toBe(303);
  expect((await father.post(first)).status).toBe(409);
  const second = await invite();
  world.clock.advance({ hours: 24 * 7 + 1 });
  expect((await father.get(second)).text).toContain('この招待は使えません');
  expect((await father.post(second)).status).toBe(409);
  const third = await invite();
  await mother.post(paths.childArchiving(id));
  expect((await father.get(third)).text).toContain('この招待は使えません');
  expect((await father.post(third)).status).toBe(409);
});

test('deeds are in the audit trail without names or health, and no mail names a child', async () => {
  const id = await addChild(world, keiko, { kana: 'シラベ' });
  await mother.post(paths.ownChild(id), { ...CARD, allergiesAnswer: 'some', allergies: 'そば', revision: 1 });
  const deeds = await world.database.reader.findBy(AuditEntry, { subjectKind: 'child', subjectId: id });
  expect(deeds.map(({ action }) => action)).toEqual([
    'childcare.consented',
    'childcare.child_registered',
    'childcare.card_changed',
  ]);
  expect(deeds.at(-1)!.detail).toEqual({ changed: ['kana', 'allergies'] });
  const all = JSON.stringify(await world.database.reader.find(AuditEntry));
  for (const word of ['ひなた', 'けいれん', '卵', 'そば']) expect(all).not.toContain(word);
  for (const { subject, text, html } of await mailsTo(world, keiko.email))
    expect(subject + text + html).not.toContain('ひなた');
});

test('her own page tells what there is to do for a child, and no more', async () => {
  expect((await mother.get(paths.me())).$('#children')).toHaveLength(0);
  await addChild(world, keiko, { allergiesAnswer: undefined });
  const page = await mother.get(paths.me());
  expect(page.$('#children').next().text().replace(/\s+/g, ' ')).toContain(
    '小川 ひなた カードに書いていないところがあります',
  );
});
