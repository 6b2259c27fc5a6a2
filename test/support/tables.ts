import type { Answer, Visitor } from './visitor.js';
import { ImportRuns } from '../../src/imports/import-runs.js';
import { Import } from '../../src/imports/import.entity.js';
import { paths } from '../../src/platform/paths.js';
import type { TestApp } from './app.js';

/** Every letter of CP932 with its bytes, as a decoder knows them. */
let letters: Map<string, number[]> | undefined;

function cp932Letters(): Map<string, number[]> {
  const decoder = new TextDecoder('shift_jis', { fatal: true });
  const known = new Map<string, number[]>();
  const learn = (bytes: number[]): void => {
    try {
      const letter = decoder.decode(new Uint8Array(bytes));
      // Of letters that are there twice, Windows writes the first, but not those of rows 0xed and 0xee.
      const [first = 0] = known.get(letter) ?? [0xed];
      if (first === 0xed || first === 0xee) known.set(letter, bytes);
    } catch {
      // no letter
    }
  };
  for (let first = 0; first < 256; first += 1) learn([first]);
  for (let first = 0x81; first <= 0xfc; first += 1)
    for (let second = 0x40; second <= 0xfc; second += 1) learn([first, second]);
  return known;
}

/** Text as Excel in Japan writes it. */
export function cp932(text: string): Buffer {
  letters ??= cp932Letters();
  return Buffer.from([...text].flatMap((letter) => letters!.get(letter)!));
}

export const HEADINGS = '氏名,フリガナ,メールアドレス,郵便番号,住所,電話番号,市内在住,子育て中';

/** A line for each of so many people. */
export function peopleTable(count: number, row: (n: number) => string = personLine): string {
  return [HEADINGS, ...Array.from({ length: count }, (_, at) => row(at + 1)), ''].join('\r\n');
}

export function personLine(n: number): string {
  return `髙﨑 花子${n},タカサキ ハナコ,hanako${n}@example.jp,187-0032,"東京都小平市小川町1-${n}",090-1234-5678,はい,いいえ`;
}

/** Uploads a table and waits until it is checked. @returns the page that shows what was found */
export async function uploadTable(
  world: TestApp,
  visitor: Visitor,
  content: Buffer | string,
  fields: { target?: string; existing?: string } = {},
): Promise<{ id: number; page: Answer }> {
  const file = { name: 'file', filename: '会員名簿.csv', type: 'text/csv', content: Buffer.from(content) };
  const answer = await visitor.upload(paths.imports(), { target: 'members', existing: 'skip', ...fields }, file);
  if (answer.status !== 303) throw new Error(`expected 303, got ${answer.status}: ${answer.text.slice(0, 400)}`);
  await idle(world);
  return { id: Number(answer.location!.split('/').at(-1)), page: await visitor.get(answer.location!) };
}

/** Says yes to what the page shows, and waits for the end. */
export async function importShown(
  world: TestApp,
  visitor: Visitor,
  { id, page }: { id: number; page: Answer },
  values: { notify?: boolean } = {},
): Promise<Answer> {
  await visitor.postAndFollow(paths.importApplication(id), { plan: String(page.$('[name=plan]').val()), ...values });
  await idle(world);
  return visitor.get(paths.import(id));
}

export function importOf(world: TestApp, id: number): Promise<Import> {
  return world.database.reader.findOneByOrFail(Import, { id });
}

export async function idle(world: TestApp): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve)); // what comes after a commit has begun by then
  await world.get(ImportRuns).idle();
}
