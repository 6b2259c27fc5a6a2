import { paths } from '../../platform/paths.js';
import { minuteAt, type Moment, todayAt } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { isOne, type Viewer } from '../../platform/web/viewer.js';
import { ATTENDANCE_STATUSES, type AttendanceStatus, isPresent } from '../count/record.policy.js';
import { mayCorrect, type RollSession } from './roll-sessions.js';
import type { Roll, RollPerson, Said } from './roll.policy.js';

interface Facts {
  session: RollSession;
  locked: Phrase | undefined;
  roll: Roll;
  viewer: Viewer;
  now: Moment;
}

/** The roll as a trainer holds it in her hand. */
export function rollView({ session, locked, roll, viewer, now }: Facts): object {
  const { id, courseId, title, date, start, end, capacity, venue, room } = session;
  const cancelled = session.status === 'cancelled';
  const corrects = mayCorrect(viewer);
  const early = todayAt(now) < date;
  const shown = roll.people.filter(isShown);
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
    correcting: locked !== undefined && corrects && !cancelled,
    people: shown.map((person) => lineOf(person)),
    gone: roll.people.filter((person) => !isShown(person)).map((person) => lineOf(person)),
    present: roll.present,
    over: roll.present > capacity,
    unmarked: roll.unmarked,
    everybody: roll.unmarked > 0 && !early && !cancelled && !locked,
    last: locked ? undefined : lastOf(roll, viewer.id),
    history: corrects,
  };
}

/** Who came without a seat, and then had not come after all, is told of apart. */
function isShown({ seatId, status }: RollPerson): boolean {
  return seatId !== null || status !== null;
}

function lineOf({ who, seatId, name, kana, status, last, conflict, aliases }: RollPerson): object {
  return {
    who,
    name,
    kana,
    walkIn: seatId === null,
    byName: who.startsWith('walk_in:'),
    aliases: aliases.map((alias) => alias.name),
    status,
    label: statusName(status),
    kind: kindOf(status),
    marks: ATTENDANCE_STATUSES.map((value) => ({ value, label: `rollcall:short.${value}`, on: value === status })),
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
  const deed = own.filter((one) => one.said.means === 'everybody' && one.said.at.equals(said.at));
  const params = {
    name: person.name,
    status: { key: statusName(said.status) },
    at: minuteAt(said.at),
    count: deed.length,
  };
  const words = deed.length > 1 ? 'everybody' : said.means === 'undoing' ? 'undone' : 'one';
  const stands = (deed.length > 1 ? deed : [newest]).some((one) => one.person.last?.id === one.said.id);
  return {
    words: { key: `rollcall:saved.${words}`, ...params },
    undo: stands && said.means !== 'undoing' ? said.id : undefined,
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
      .map(({ name, kana, status, said }) => ({
        name,
        kana,
        label: statusName(status),
        kind: kindOf(status),
        rows: said.map((one) => ({ ...toldOf(one), means: `rollcall:means.${one.means}`, reason: one.reason })),
      })),
  };
}

function toldOf({ status, from, at, byName }: Said): object {
  return { status: statusName(status), from: statusName(from), at, minute: minuteAt(at), by: byName };
}

export function statusName(status: AttendanceStatus | null): string {
  return `rollcall:statuses.${status ?? 'none'}`;
}

function kindOf(status: AttendanceStatus | null): string | undefined {
  if (status === null) return 'wait';
  return isPresent(status) ? 'good' : undefined;
}
