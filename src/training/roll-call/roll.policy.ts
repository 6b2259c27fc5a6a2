import { groupBy } from '../../platform/group-by.js';
import {
  type AttendanceRow,
  type AttendanceStatus,
  isPresent,
  type Merge,
  mergedInto,
  recordsOf,
} from '../count/record.policy.js';
import type { Means } from './attendance.entity.js';

/** What was said of a person, and by whom. */
export interface Said extends AttendanceRow {
  byName: string;
  means: Means;
  reason: string | null;
  /** Rows of one tap have it in common. */
  deed: string;
}

/** A name was found to be somebody; merged with itself, it was parted again. */
export interface Joining extends Merge {
  /** What the walk-in is called, and whom it was merged with. */
  guest: string;
  name: string;
  byName: string;
  reason: string | null;
}

export interface RollFacts {
  /** Who has a seat, and how many of her children are looked after meanwhile. */
  seats: readonly { seatId: number; userId: number; name: string; kana: string; childcare: number }[];
  /** Of this session. */
  said: readonly Said[];
  /** What the people of `said` are called, and those whom names were merged with. */
  names: readonly { who: string; name: string; kana: string | null }[];
  merges: readonly Joining[];
}

/** A line of the roll. */
export interface RollPerson {
  /** To whom a mark goes: `member:12`, `walk_in:3`. */
  who: string;
  /** None: came without having enrolled. */
  seatId: number | null;
  name: string;
  kana: string | null;
  /** So many of her children are looked after meanwhile. */
  childcare: number;
  /** None: nothing was said, or it was taken back. */
  status: AttendanceStatus | null;
  /** The row that decides. */
  last?: Said;
  /** What somebody else said without knowing of it. */
  conflict?: Said;
  /** All of it, first to last. */
  said: Said[];
  /** Names that turned out to be hers. */
  aliases: { walkIn: string; name: string }[];
  /** How it was found that they are, first to last. */
  joinings: Joining[];
}

export interface Roll {
  people: RollPerson[];
  /** Counted as there. */
  present: number;
  /** With a seat, and nothing was said of them. */
  unmarked: number;
}

/** Everybody of a session in kana order, each once, under whatever names she was written down. */
export function rollOf({ seats, said, names, merges }: RollFacts): Roll {
  const personOf = mergedInto(merges);
  const called = new Map(names.map((one) => [one.who, one]));
  const bySaid = new Map(said.map((one) => [one.id, one]));
  const ofPerson = groupBy(said, ({ who }) => personOf(who));
  const records = new Map(recordsOf(said, merges).map((record) => [record.who, record]));
  const seated = new Map(seats.map((seat) => [`member:${seat.userId}`, seat]));
  const people = [...new Set([...seated.keys(), ...ofPerson.keys()])].map((person): RollPerson => {
    const [rows, record, seat] = [ofPerson.get(person) ?? [], records.get(person), seated.get(person)];
    const who = person.startsWith('member:') ? person : rows[0]!.who;
    const { name, kana } = seat ?? called.get(who)!;
    const aliases = [...new Set(rows.map((row) => row.who))].filter((one) => one !== who);
    return {
      who,
      seatId: seat?.seatId ?? null,
      name,
      kana,
      childcare: seat?.childcare ?? 0,
      status: record?.status ?? null,
      last: record && bySaid.get(record.last.id),
      conflict: record?.conflict && bySaid.get(record.conflict.id),
      said: rows,
      aliases: aliases.map((walkIn) => ({ walkIn, name: called.get(walkIn)!.name })),
      joinings: merges.filter(({ walkIn, into }) => into === person || personOf(walkIn) === person),
    };
  });
  return {
    people: people.toSorted(byKana),
    present: people.filter(({ status }) => isPresent(status)).length,
    unmarked: people.filter(({ seatId, status }) => seatId !== null && status === null).length,
  };
}

/** Who came without a seat, and then had not come after all, is told of apart. */
export function isExpectedOrCame({ seatId, status }: RollPerson): boolean {
  return seatId !== null || status !== null;
}

/** As Japanese lists stand: those without a kana last, by name. */
function byKana(a: RollPerson, b: RollPerson): number {
  if ((a.kana === null) !== (b.kana === null)) return a.kana === null ? 1 : -1;
  return (a.kana ?? a.name).localeCompare(b.kana ?? b.name, 'ja') || (a.who < b.who ? -1 : 1);
}
