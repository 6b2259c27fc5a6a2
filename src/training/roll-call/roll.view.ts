import { paths } from '../../platform/paths.js';
import { minuteAt, type Moment, todayAt } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { isOne, type Viewer } from '../../platform/web/viewer.js';
import { ATTENDANCE_STATUSES, type AttendanceStatus, isPresent } from '../count/record.policy.js';
import { idsOf } from '../count/who.js';
import { mayCorrect, type RollSession } from './roll-sessions.js';
import { partsOf, spanOf } from './roll-parts.js';
import { isExpectedOrCame, type Joining, type Roll, type RollPerson, type Said } from './roll.policy.js';

interface Facts {
  session: RollSession;
  locked: Phrase | undefined;
  roll: Roll;
  viewer: Viewer;
  now: Moment;
  /** What was searched, and whom it found. */
  q: string | undefined;
  members: readonly { id: number; name: string; kana: string; email: string }[];
  /** Of a long roll, from 1; none: the first. */
  part: number | undefined;
  /** A code was scanned just now: another one may come. */
  scanning: boolean;
}

/** What can be said before the day (mark.policy.ts). */
const AHEAD: readonly AttendanceStatus[] = ['absent_notified'];

/** Milliseconds: a tap that took so long was kept by the phone. */
const LATE = 60_000;

/** The roll as a trainer holds it in her hand. */
export function rollView({ session, locked, roll, viewer, now, q, members, part, scanning }: Facts): object {
  const { id, courseId, title, date, start, end, capacity, venue, room } = session;
  const cancelled = session.status === 'cancelled';
  const corrects = mayCorrect(viewer);
  const early = todayAt(now) < date;
  const correcting = locked !== undefined && corrects && !cancelled;
  const parts = partsOf(roll.people.filter(isExpectedOrCame), correcting ? 'corrected' : 'tapped');
  const open = parts[Math.min(part ?? 1, parts.length) - 1]!;
  return {
    title: { key: 'rollcall:title', title, date },
    staysPut: true,
    session: { id, title, date, start, end, place: [venue, room].filter(Boolean).join(' '), capacity },
    back: corrects || isOne(viewer, ['trainer']) ? paths.session(courseId, id) : undefined,
    readerId: viewer.id,
    cancelled,
    early: early && !cancelled,
    locked,
    lockedFor: corrects ? 'rollcall:locked.manager' : 'rollcall:locked.trainer',
    taps: !cancelled && !locked,
    correcting,
    adds: !early && !cancelled && (!locked || corrects),
    adding: q !== undefined,
    q,
    members,
    nobodyFound: q !== undefined && members.length === 0,
    scanning,
    part: parts.length > 1 ? open.number : undefined,
    parts: parts.map(({ number, people }) => ({
      label: spanOf(people),
      href: paths.attendance(id, { part: number }),
      open: number === open.number,
    })),
    people: open.people.map((person) => lineOf(person, id, corrects, early ? AHEAD : ATTENDANCE_STATUSES)),
    gone: roll.people.filter((person) => !isExpectedOrCame(person)).map((person) => lineOf(person, id, false)),
    present: roll.present,
    over: roll.present > capacity,
    unmarked: roll.unmarked,
    everybody: roll.unmarked > 0 && !early && !cancelled && !locked,
    last: locked ? undefined : lastOf(roll, viewer.id),
    history: corrects,
  };
}

function lineOf(
  { who, seatId, name, kana, status, last, conflict, aliases }: RollPerson,
  sessionId: number,
  joins: boolean,
  statuses: readonly AttendanceStatus[] = ATTENDANCE_STATUSES,
): object {
  const names = who.startsWith('walk_in:') ? [{ walkIn: who, name: undefined }, ...aliases] : aliases;
  return {
    who,
    name,
    kana,
    walkIn: seatId === null,
    aliases: aliases.map((alias) => alias.name),
    joins: joins
      ? names.map((one) => ({
          href: paths.sessionWalkIn(sessionId, idsOf(one.walkIn).walkInId!),
          label: one.name === undefined ? 'rollcall:join' : { key: 'rollcall:aliases', names: [one.name] },
        }))
      : [],
    status,
    label: statusName(status),
    kind: kindOf(status),
    marks: statuses.map((value) => ({ value, label: `rollcall:short.${value}`, on: value === status })),
    conflict: conflict && last && { theirs: toldOf(conflict), last: toldOf(last) },
  };
}

/** What the viewer did last, as long as it stands. */
function lastOf(roll: Roll, viewerId: number): object | undefined {
  const all = roll.people.flatMap((person) => person.said.map((said) => ({ said, person })));
  const own = all.filter(({ said }) => said.by === viewerId).toSorted((a, b) => b.said.id - a.said.id);
  const [newest] = own;
  if (!newest) return undefined;
  const { said, person } = newest;
  const deed = own.filter((one) => one.said.deed === said.deed);
  const params = {
    name: person.name,
    status: { key: statusName(said.status) },
    at: minuteAt(said.at),
    count: deed.length,
  };
  const undone = said.means === 'undoing';
  const words = `${undone ? 'undone' : 'saved'}.${deed.length > 1 ? 'many' : 'one'}`;
  const stands = deed.some((one) => one.person.last?.id === one.said.id);
  return {
    words: { key: `rollcall:${words}`, ...params },
    undo: stands && !undone ? said.id : undefined,
  };
}

/** Every row, by person: who said what, when, from where and instead of what. */
export function historyView({ id, title, date, start, end }: RollSession, { people }: Roll): object {
  return {
    title: { key: 'rollcall:history.title', title, date },
    session: { date, start, end },
    back: paths.attendance(id),
    people: people
      .filter(({ said }) => said.length > 0)
      .map(({ who, name, kana, status, said, joinings }) => ({
        who,
        name,
        kana,
        label: statusName(status),
        kind: kindOf(status),
        rows: [...said.map(rowOf), ...joinings.map(joiningOf)].toSorted(
          (a, b) => a.at.epochMilliseconds - b.at.epochMilliseconds,
        ),
      })),
  };
}

function rowOf(said: Said) {
  const isLate = said.recorded.epochMilliseconds - said.at.epochMilliseconds >= LATE;
  const means = `rollcall:means.${said.means}`;
  return { ...toldOf(said), means, reason: said.reason, learned: isLate ? said.recorded : undefined };
}

function joiningOf({ walkIn, into, at, guest, name, byName, reason }: Joining) {
  const words = { key: `rollcall:history.${walkIn === into ? 'parted' : 'joined'}`, guest, name };
  return { words, at, by: byName, reason };
}

function toldOf({ status, from, at, byName }: Said): { at: Moment } & Record<string, unknown> {
  return { status: statusName(status), from: statusName(from), at, minute: minuteAt(at), by: byName };
}

export function statusName(status: AttendanceStatus | null): string {
  return `rollcall:statuses.${status ?? 'none'}`;
}

function kindOf(status: AttendanceStatus | null): string | undefined {
  if (status === null) return 'wait';
  return isPresent(status) ? 'good' : undefined;
}
