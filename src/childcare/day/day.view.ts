import { paths } from '../../platform/paths.js';
import { addDays, type DateText, minuteAt, type Minute, type Moment } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { ageText } from '../children/standing.view.js';
import { bandOn } from '../staffing/age.policy.js';
import type { CareRules } from '../staffing/care-rules.policy.js';
import { isShort, stepsThrough } from '../staffing/sweep.policy.js';
import { chartView } from './chart.view.js';
import type { DayDuty, DayPlace, DayVenue } from './day-reading.js';
import { lineText } from './lines.view.js';
import { contactsOf, mayPickUp } from './people.js';
import { presenceOf, type Presence } from './presence.policy.js';
import { NOTE_VALUES } from './tap-forms.js';
import { isFever } from './tap.policy.js';
import { cellsThrough, type DayChild, staysOf } from './through.policy.js';

const CELL = 30;

export interface DayFacts {
  date: DateText;
  today: DateText;
  now: Moment;
  venues: readonly DayVenue[];
  chosen: DayVenue;
  places: readonly DayPlace[];
  duties: readonly DayDuty[];
  /** Does the reader see the children, or only how many they are? */
  names: boolean;
  /** Why not, where she might. */
  outside: boolean;
  readerId: number;
}

/** The day of childcare: who is due, here and gone, and whether the staff suffices. */
export function dayView(facts: DayFacts): object {
  const { date, today, chosen, places, duties, names } = facts;
  const { venue, rules } = chosen;
  const seen = places.map((one) => ({ ...one, presence: presenceOf(one.events) }));
  const minute = date === today ? minuteAt(facts.now) : date < today ? 1440 : 0;
  const count = (standing: string): number => seen.filter(({ presence }) => presence.standing === standing).length;
  const at = date === today ? minute : undefined;
  const lines = (standing: string, shown: (line: Seen) => boolean = () => true): object[] =>
    names
      ? seen
          .filter((one) => one.presence.standing === standing && shown(one))
          .map((one) => lineOf(one, date, date === today ? minute : undefined))
      : [];
  const isDue = ({ place }: Seen): boolean => place.status === 'reserved';
  return {
    title: { key: 'care:day.title', date },
    date,
    venue,
    venues: facts.venues.filter(({ slots, venue: { id } }) => slots > 0 || id === venue.id).length > 1 && facts.venues,
    isToday: date === today,
    // Who is still due on a day that is over, did not come.
    dueWord: date < today ? 'care:standing.absent' : 'care:standing.due',
    names,
    outside: facts.outside,
    dueDays: chosen.dueDays,
    counts: {
      due: seen.filter((one) => one.presence.standing === 'due' && isDue(one)).length,
      here: count('here'),
      gone: count('gone'),
      refused: count('refused'),
    },
    ...staffing(
      seen.map((one) => childOf(one, rules)),
      duties,
      rules,
      minute,
      at,
    ),
    due: lines('due', isDue),
    here: lines('here'),
    gone: lines('gone'),
    refused: lines('refused'),
    before: paths.care({ date: addDays(date, -1), venueId: venue.id }),
    after: paths.care({ date: addDays(date, 1), venueId: venue.id }),
    readerId: facts.readerId,
    print: paths.careRosterPdf({ date, venueId: venue.id }),
    notes: NOTE_VALUES.map((value) => ({ value, label: `care:notes.${value}` })),
  };
}

interface Seen extends DayPlace {
  presence: Presence;
}

function childOf({ place, child, presence }: Seen, rules: CareRules): DayChild {
  const { arrival, handover, standing } = presence;
  return {
    band: bandOn(child.birthDate, place.date, rules.basis),
    planned: { start: place.startMinute, end: place.endMinute },
    reserved: place.status === 'reserved',
    standing,
    arrived: arrival ? minuteAt(arrival.at) : null,
    left: handover ? minuteAt(handover.at) : null,
  };
}

/** Heads against staff now, and through the hours of the slots. */
function staffing(
  children: readonly DayChild[],
  duties: readonly DayDuty[],
  rules: CareRules,
  minute: Minute,
  at: Minute | undefined,
): object {
  const hours = {
    start: Math.min(...duties.map(({ slotStart }) => slotStart)),
    end: Math.max(...duties.map(({ slotEnd }) => slotEnd)),
  };
  const roster = duties.filter(({ name }) => name !== null);
  const open = duties.length > 0;
  const stays = staysOf(children, minute);
  const [step] =
    at === undefined ? [] : stepsThrough({ start: at, end: at + 1 }, onlyHere(children, at), roster, rules);
  return {
    open,
    nowStaff: step && { ...step, short: isShort(step) },
    staff: [...new Set(roster.map(({ name }) => name))],
    chart: open ? chartView(cellsThrough(hours, CELL, { stays, roster, rules }), at) : undefined,
  };
}

function onlyHere(children: readonly DayChild[], at: Minute) {
  return children.filter(({ standing }) => standing === 'here').map(({ band }) => ({ band, start: at, end: at + 1 }));
}

function lineOf({ place, child, people, presence }: Seen, date: DateText, now: Minute | undefined): object {
  const { id, startMinute: start, endMinute: end, status } = place;
  const { arrival, handover, refusal, notes, standing } = presence;
  const last = notes.at(-1);
  const marks: { kind: string; label: Phrase }[] = [];
  if (standing === 'due' && now !== undefined && now >= start) marks.push({ kind: 'wait', label: 'care:day.late' });
  if (standing === 'here' && now !== undefined && now >= end) marks.push({ kind: 'bad', label: 'care:day.overdue' });
  if (arrival && standing === 'here' && arrival.data.temperature === undefined)
    marks.push({ kind: 'wait', label: 'care:day.no_temperature' });
  if (arrival && isFever(arrival.data)) marks.push({ kind: 'bad', label: 'care:day.fever' });
  if (status !== 'reserved' && standing === 'here') marks.push({ kind: 'wait', label: 'care:day.released' });
  return {
    id,
    childId: child.id,
    name: child.name,
    kana: child.kana,
    age: ageText(child.birthDate, date),
    start,
    end,
    marks,
    allergies: child.allergies,
    unanswered: child.allergies === null,
    medication: child.medication,
    minds: child.conditions,
    arrived: arrival && minuteAt(arrival.at),
    left: handover && minuteAt(handover.at),
    told: [arrival, handover, refusal].flatMap((line) => (line ? [lineText(line)] : [])).at(-1),
    lastNote: last && { at: minuteAt(last.at), text: lineText(last) },
    undo: handover?.id ?? (notes.length === 0 ? arrival?.id : undefined),
    mayArrive: standing === 'due' && now !== undefined,
    isHere: standing === 'here',
    contacts: standing === 'due' || standing === 'here' ? contactsOf(people) : [],
    receivers: standing === 'due' || standing === 'here' ? mayPickUp(people) : [],
  };
}
