import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { User } from '../../src/accounts/user.entity.js';
import { paths } from '../../src/platform/paths.js';
import { look, PHONE, SCREEN, startBrowser, type TestBrowser } from '../support/browser.js';
import { addUser } from '../support/factories.js';
import { cp932, HEADINGS, peopleTable, personLine } from '../support/tables.js';

let browser: TestBrowser;
let manager: User;
beforeAll(async () => {
  browser = await startBrowser();
  manager = await addUser(browser.world, { roles: ['manager'], name: '施設 長' });
});
afterAll(() => browser.close());

const file = (content: Buffer) => ({ name: '会員名簿.csv', mimeType: 'text/csv', buffer: content });

test.each([
  ['a phone', PHONE, 1],
  ['a screen', SCREEN, 101],
] as const)('on %s: a file with mistakes, the mended file, the import', async (_, size, first) => {
  const page = await browser.signedIn(manager, paths.manage(), { size });
  await page.click(`a[href="${paths.imports()}"]`);
  await look(page, `import-list-${size.width}`);

  const lines = Array.from({ length: 20 }, (_, at) => personLine(first + at));
  const wrong = lines.with(2, lines[2]!.replace('187-0032', '18-0032')).with(5, lines[4]!);
  await page.setInputFiles('#field-file', file(cp932([HEADINGS, ...wrong].join('\r\n'))));
  await page.click('main form[enctype] button[type=submit]');
  await page.getByText('4行目').waitFor();
  await look(page, `import-wrong-${size.width}`);
  expect(await page.locator('[name=plan]').count()).toBe(0);
  await page.getByText('同じメールアドレスが6行目にもあります').waitFor();

  await page.setInputFiles('#field-file', file(cp932([HEADINGS, ...lines].join('\r\n'))));
  await page.click('main form[enctype] button[type=submit]');
  await page.getByText('気になるところはありません').waitFor();
  await look(page, `import-ready-${size.width}`);
  await page.check('[name=notify]');
  await page.getByRole('button', { name: '取り込む' }).click();
  await page.getByText('会員を20人登録し').waitFor();
  await page.getByText('20人に、パスワードを決めるためのメール').waitFor();
  await look(page, `import-done-${size.width}`);
  const { reader } = browser.world.database;
  expect(await reader.countBy(User, { email: `hanako${first + 19}@example.jp` })).toBe(1);
});

test('ten thousand rows: the page says how far it is and turns into the result by itself', async () => {
  const page = await browser.signedIn(manager, paths.imports());
  await page.setInputFiles('#field-file', file(Buffer.from(peopleTable(10_000, (n) => personLine(n + 1000)))));
  await page.click('main form[enctype] button[type=submit]');
  await page.locator('reload-soon progress').waitFor();
  await look(page, 'import-progress-360');
  await page.getByText('気になるところはありません').waitFor({ timeout: 60_000 });
});

test('without JavaScript it works as well', async () => {
  const page = await browser.signedIn(manager, paths.imports(), { javaScript: false });
  await page.setInputFiles('#field-file', file(Buffer.from(peopleTable(3, (n) => personLine(n + 50_000)))));
  await page.click('main form[enctype] button[type=submit]');
  await page.getByText('気になるところはありません').waitFor();
  await page.getByRole('button', { name: '取り込む' }).click();
  await page.getByText('会員を3人登録し').waitFor();
});
