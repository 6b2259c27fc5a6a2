import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** In the form of `sha256sum`, so that it can be checked where there is no Tsudoi: `sha256sum -c SHA256SUMS`. */
const SUMS = 'SHA256SUMS';

/** Writes what the files of the folder must be, once they are on the disk. */
export async function writeSums(folder: string): Promise<void> {
  const lines: string[] = [];
  for (const file of (await readdir(folder)).toSorted()) {
    await toDisk(join(folder, file));
    lines.push(`${await sumOf(join(folder, file))}  ${file}\n`);
  }
  await writeFile(join(folder, SUMS), lines.join(''));
  await toDisk(join(folder, SUMS));
  await toDisk(folder);
}

/** @returns the names of the files. @throws Error where one is missing or is not what it was. */
export async function checkSums(folder: string): Promise<string[]> {
  const text = await readFile(join(folder, SUMS), 'utf8').catch(() => {
    throw new Error(`${folder} is no backup: it has no ${SUMS}.`);
  });
  const listed = text
    .trim()
    .split('\n')
    .map((line) => line.split('  ') as [string, string]);
  for (const [sum, file] of listed) {
    const found = await sumOf(join(folder, file)).catch(() => undefined);
    if (found !== sum) throw new Error(`${join(folder, file)} is ${found ? 'not what it was' : 'missing'}.`);
  }
  return listed.map(([, file]) => file);
}

async function sumOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

async function toDisk(path: string): Promise<void> {
  const handle = await open(path);
  await handle.sync().finally(() => handle.close());
}
