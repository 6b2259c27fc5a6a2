import { addDays, momentOf, type Moment, todayAt, weekdayOf } from '../time.js';

/** How many are kept: the last of each of so many days, weeks and months in which there is one. */
export const KEPT = { days: 7, weeks: 4, months: 12 };

/** A backup each night: one that is older than this has been missed. */
export const TOO_OLD_HOURS = 36;

const NAME = /^tsudoi-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** `tsudoi-20261121T173000Z`: in UTC, so that names stand in the order of time. */
export function nameOf(takenAt: Moment): string {
  return `tsudoi-${takenAt.toString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

/** When the backup of this name was taken; nothing for what is no backup. */
export function takenAt(name: string): Moment | undefined {
  const found = NAME.exec(name);
  if (!found) return undefined;
  const [, year, month, day, hour, minute, second] = found;
  try {
    return momentOf(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  } catch {
    return undefined;
  }
}

/** Those that may go. Names of anything else are never among them. */
export function outdated(names: readonly string[]): string[] {
  const latestFirst = names.filter((name) => takenAt(name)).toSorted((a, b) => b.localeCompare(a));
  const kept = new Set([
    ...lastOfEach(latestFirst, KEPT.days, dateOf),
    ...lastOfEach(latestFirst, KEPT.weeks, (name) => addDays(dateOf(name), 1 - weekdayOf(dateOf(name)))),
    ...lastOfEach(latestFirst, KEPT.months, (name) => dateOf(name).slice(0, 7)),
  ]);
  return latestFirst.filter((name) => !kept.has(name));
}

export function isTooOld(latest: Moment | undefined, now: Moment): boolean {
  return !latest || now.since(latest).total('hours') > TOO_OLD_HOURS;
}

const dateOf = (name: string): string => todayAt(takenAt(name)!);

function lastOfEach(latestFirst: readonly string[], most: number, periodOf: (name: string) => string): string[] {
  const last = new Map<string, string>();
  for (const name of latestFirst) if (!last.has(periodOf(name))) last.set(periodOf(name), name);
  return [...last.values()].slice(0, most);
}
