import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../platform/project-root.js';
import { addDays, type DateText } from '../platform/time.js';

/** What `npm run accessibility` writes, and `/accessibility` says. */
const resultSchema = z.object({
  date: z.iso.date(),
  /** How many changes the project had. */
  commits: z.number().int(),
  /** Of the pages as they were (lookOfPages). */
  look: z.string(),
  axe: z.string(),
  rules: z.number().int(),
  widths: z.array(z.number().int()),
  languages: z.array(z.string()),
  roles: z.array(z.string()),
  /** States that were looked at, with how many pages in each. */
  states: z.record(z.string(), z.number().int()),
  /** Routes that have a page. */
  pages: z.array(z.string()),
  /** Routes that were not reached, each with its reason. */
  unreached: z.record(z.string(), z.string()),
  /** How often each thing was tried. */
  checks: z.record(z.string(), z.number().int()),
  findings: z.array(z.string()),
});
export type AccessibilityResult = z.infer<typeof resultSchema>;

const VIEWS = join(projectRoot, 'views');
export const RESULT_FILE = join(VIEWS, 'home/accessibility-result.json');
const DAYS_OF_TRUST = 92;

export interface KnownResult {
  result: AccessibilityResult;
  /** The pages have changed since. */
  changed: boolean;
}

let known: { value?: KnownResult } | undefined;

/** The latest result that came with this version, read once. Nothing where there is none, or none that can be read. */
export function knownResult(): KnownResult | undefined {
  known ??= { value: readResult(RESULT_FILE) };
  return known.value;
}

/** @param file as `npm run accessibility` wrote it */
export function readResult(file: string): KnownResult | undefined {
  if (!existsSync(file)) return undefined;
  const read = resultSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  return read.success ? { result: read.data, changed: read.data.look !== lookOfPages() } : undefined;
}

/** Is it so old that it says little, on that day? */
export function isOld({ date }: AccessibilityResult, today: DateText): boolean {
  return addDays(date, DAYS_OF_TRUST) < today;
}

/** Changes with whatever the pages are made of: templates, words, styles, scripts. */
export function lookOfPages(): string {
  const hash = createHash('sha256');
  const files = readdirSync(VIEWS, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  for (const path of files.map(({ parentPath, name }) => join(parentPath, name)).toSorted())
    if (path !== RESULT_FILE) hash.update(path.slice(VIEWS.length)).update(readFileSync(path));
  return hash.digest('hex').slice(0, 16);
}
