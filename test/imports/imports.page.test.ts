import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { paths } from '../../src/platform/paths.js';
import { startApp, type TestApp } from '../support/app.js';
import { signInAs } from '../support/factories.js';
import { MOST_STATEMENTS, openCounting } from '../support/statements.js';
import {
  cp932,
  HEADINGS,
  idle,
  importOf,
  importShown,
  peopleTable,
  personLine,
  uploadTable,
} from '../support/tables.js';
import { addVenue } from '../support/venue-factories.js';
import type { Answer, Visitor } from '../support/visitor.js';

let world: TestApp;
let manager: Visitor;
beforeAll(async () => {
  world = await startApp();
  manager = await signInAs(world, 'manager');
});
afterAll(() => world.close());

const send = (content: Buffer, target = 'members', by = manager): Promise<Answer> =>
  by.upload(
    paths.imports(),
    { target, existing: 'skip' },
    { name: 'file', filename: 'x.csv', type: 'text/csv', content },
  );
const cells = (page: Answer): string[][] =>
  page
    .$('table tbody tr')
    .toArray()
    .map((row) =>
      page
        .$(row)
        .children()
        .toArray()
        .map((cell) => page.$(cell).text().replace(/\s+/g, ' ').trim()),
    );

test.each([
  ['the list', () => paths.imports()],
  ['a template', () => paths.importTemplate('members')],
])('only managers and administrators open %s', async (_, path) => {
  for (const role of ['member', 'trainer', 'officer'] as const)
    expect((await (await signInAs(world, role)).get(path())).status).toBe(403);
  expect((await (await signInAs(world, 'admin')).get(path())).status).toBe(200);
});

test('the page tells every mistake with its row, its column and what to do, in both languages', async () => {
  const text = [
    `\ufeff${HEADINGS},備考`,
    '山田 花子,ヤマダ ハナコ,hanako@example.jp,187-0032,小平市,090-1234-5678,はい,いいえ,x',
    ',山田花子,hanako,18,小平市,9012345678,たぶん,いいえ',
    '"山田\r\n次子",ヤマダ,HANAKO@example.jp,,,,,,,余り',
    '山田\u0000三子,ヤマダ,miko@example.jp',
  ].join('\r\n');
  const { id, page } = await uploadTable(world, manager, text);
  expect(cells(page)).toEqual([
    ['3行目', '氏名', '要修正 入力してください。'],
    ['3行目', 'フリガナ', expect.stringContaining('カタカナかひらがなで入力してください')],
    ['3行目', 'メールアドレス', '要修正 メールアドレスの形式が正しくありません。例: hanako@example.jp'],
    ['3行目', '郵便番号', expect.stringContaining('7桁の数字で入力してください')],
    ['3行目', '電話番号', expect.stringContaining('0から始まる10桁か11桁の数字で入力してください')],
    ['3行目', '市内在住', '要修正 「はい」か「いいえ」で入力してください。'],
    ['4行目', '氏名', '要修正 使えない文字が含まれています。'],
    ['4行目', '行全体', expect.stringContaining('見出しより多くのセルがあります')],
    ['4行目', 'メールアドレス', '要修正 同じメールアドレスが2行目にもあります。'],
    ['5行目', '氏名', '要修正 使えない文字が含まれています。'],
  ]);
  expect(page.text).toContain('使わない列: 備考');
  expect(page.$('[name=plan]')).toHaveLength(0);
  const { location } = await manager.post(paths.language(), { language: 'en', back: paths.import(id) });
  const english = await manager.get(location!);
  expect(cells(english)[9]).toEqual(['Row 5', 'Name', expect.stringMatching(/^To mend \w/)]);
  expect(english.body).not.toMatch(/imports:/);
  await manager.post(paths.language(), { language: 'ja', back: '/' });
});

test.each<[string, Buffer, string]>([
  ['a workbook', Buffer.from('PK\u0003\u0004......'), '名前を付けて保存'],
  ['a picture', Buffer.from('89504e470d0a1a0a', 'hex'), '表のファイルではありません'],
  ['headings alone', Buffer.from(`${HEADINGS}\r\n`), 'データの行がありません'],
  ['unknown headings', Buffer.from('a,b,c\r\n1,2,3'), '次の列が見つかりません: 氏名、フリガナ、メールアドレス'],
  ['a quote that is not closed', Buffer.from(`${HEADINGS}\r\n"山田,x\r\n`), '引用符'],
  ['10,001 rows', Buffer.from(peopleTable(10_001)), 'データが10000行より多くあります'],
  ['noise', Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919) % 256)), '次の列が見つかりません'],
])('%s cannot be imported, and the page says why', async (_, content, words) => {
  const { id, page } = await uploadTable(world, manager, content);
  expect(page.status).toBe(200);
  expect(page.text).toContain(words);
  expect(page.$('[name=plan]')).toHaveLength(0);
  const { planHash } = await importOf(world, id);
  expect((await manager.post(paths.importApplication(id), { plan: planHash! })).status).toBe(422);
});

test.each<[string, Buffer, string, string]>([
  ['no file', Buffer.alloc(0), 'members', 'ファイルを選んでください'],
  ['more than 5 MB', Buffer.alloc(5 * 1024 * 1024 + 1, 'a'), 'members', '5MBまで'],
  ['an unknown target', Buffer.from('a'), 'venue-x', '選択肢から'],
])('%s is refused at the form', async (_, content, target, words) => {
  const answer = await send(content, target);
  expect(answer.status).toBe(422);
  expect(answer.text).toContain(words);
});

test('a venue that is not there is not found', async () => {
  expect((await send(Buffer.from('a'), 'venue-99999')).status).toBe(404);
});

test('where the encoding was told wrongly, a person corrects it', async () => {
  const { id, page } = await uploadTable(world, manager, cp932(peopleTable(1)));
  expect(page.$('[name=encoding] [selected]').val()).toBe('shift_jis');
  await manager.postAndFollow(paths.importCheck(id), { encoding: 'utf-8', existing: 'skip' });
  await idle(world);
  const wrong = await manager.get(paths.import(id));
  expect(wrong.$('[name=plan]')).toHaveLength(0);
  expect(wrong.text).toContain('\ufffd');
  await manager.postAndFollow(paths.importCheck(id), { encoding: 'shift_jis', existing: 'skip' });
  await idle(world);
  expect((await manager.get(paths.import(id))).$('[name=plan]')).toHaveLength(1);
});

test('a file with thousands of mistakes stays within the budget of a page, a hundred a page', async () => {
  const { id, page } = await uploadTable(
    world,
    manager,
    peopleTable(10_000, () => 'あ,漢字,違う,1,,2,3,4'),
  );
  expect(page.$('table tbody tr')).toHaveLength(100);
  expect(page.body.length).toBeLessThan(60_000);
  expect(page.text).toContain('このほかに59000件あります');
  const last = await manager.get(paths.import(id, { page: 10 }));
  expect(last.$('table tbody tr')).toHaveLength(100);
  expect(last.$('.pager [rel=next]')).toHaveLength(0);
  expect((await manager.get(paths.import(id, { page: 99 }))).status).toBe(200);
  expect((await manager.get(`${paths.import(id)}?page=x`)).status).toBe(200);
  const { statements } = await openCounting(manager, paths.import(id));
  expect(statements.length).toBeLessThanOrEqual(MOST_STATEMENTS);
});

test('while a file is checked the page says how far it is, asks again by itself, and others are answered', async () => {
  const answer = await send(Buffer.from(peopleTable(5000, (n) => personLine(n + 20_000))));
  const busy = await manager.get(answer.location!);
  expect(busy.$('reload-soon progress').attr('max')).toBe('10000');
  expect(busy.$('head noscript').text()).toContain('http-equiv="refresh"');
  expect(busy.$('[name=plan]')).toHaveLength(0);
  const checked = idle(world).then(() => 'checked');
  let turns = 0;
  const nextTurn = (): Promise<'turn'> => new Promise((resolve) => setImmediate(() => resolve('turn')));
  while ((await Promise.race([checked, nextTurn()])) === 'turn') turns += 1;
  expect(turns).toBeGreaterThan(20); // others had their turn again and again
});

test('a run that nobody has heard of for long has stopped, and can be begun again', async () => {
  const answer = await send(Buffer.from(peopleTable(1, (n) => personLine(n + 30_000))));
  const id = Number(answer.location!.split('/').at(-1));
  await idle(world);
  await world.database.transaction((tx) => tx.query(`UPDATE import SET status = 'checking' WHERE id = ${id}`));
  expect((await manager.get(paths.import(id))).$('reload-soon')).toHaveLength(1);
  world.clock.advance({ seconds: 61 });
  expect((await manager.get(paths.import(id))).text).toContain('途中で止まりました');
  await manager.postAndFollow(paths.importCheck(id), { encoding: '', existing: 'skip' });
  await idle(world);
  expect((await manager.get(paths.import(id))).$('[name=plan]')).toHaveLength(1);
});

test('a file is thrown away; one that is imported stays on the list', async () => {
  const { id } = await uploadTable(world, manager, peopleTable(1));
  const page = await manager.postAndFollow(paths.importDeletion(id));
  expect(page.text).toContain('破棄しました');
  expect((await manager.get(paths.import(id))).status).toBe(404);
  expect((await manager.post(paths.importDeletion(id))).status).toBe(404);

  const other = await uploadTable(world, manager, peopleTable(1));
  await importShown(world, manager, other);
  expect((await manager.post(paths.importDeletion(other.id))).status).toBe(409);
  expect((await manager.get(paths.imports())).$(`a[href="${paths.import(other.id)}"]`)).toHaveLength(1);
});

test('the templates have the headings, open in Excel as UTF-8, and can be imported as they are', async () => {
  const venue = await addVenue(world);
  for (const [kind, target] of [
    ['members', 'members'],
    ['resources', `venue-${venue.id}`],
  ] as const) {
    const template = await manager.get(paths.importTemplate(kind));
    expect(template.headers['content-type']).toContain('text/csv');
    expect(template.bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const { id } = await uploadTable(world, manager, template.bytes, { target });
    const codes = (await importOf(world, id)).report!.problems.map(({ code }) => code);
    expect(codes).toEqual(kind === 'members' ? [] : ['imports.parent_unknown']);
  }
});

test('what a stranger puts into a file or its name is text on the page, nothing else', async () => {
  const script = '<script>alert(1)</script>';
  const { page } = await uploadTable(world, manager, `${HEADINGS},${script}\r\n${script}`);
  expect(page.body).not.toContain(script);
  expect(page.body).toContain('&lt;script&gt;');
});
