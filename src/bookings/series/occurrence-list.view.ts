import type { DateText, Minute, Moment } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import type { DayResource, VenueDay } from '../../venues/venue-day.policy.js';
import { alternativesTo } from '../alternatives.policy.js';
import { offeredOn } from '../booking-form.view.js';
import type { Fee } from '../fees/fee.policy.js';
import { stretchPhrase } from '../phrases.js';
import { movedText, type Moved } from './moved.js';
import type { Occurrence } from './occurrence.policy.js';
import { stateShown, whyPhrase } from './series-phrases.js';
import type { SeriesPlan } from './series-plans.js';

/** One date in the list. */
export interface OccurrenceRow {
  /** The date of the rule. */
  occurrence: DateText;
  date: DateText;
  start: Minute;
  end: Minute;
  names: string[];
  label: Phrase;
  kind?: string;
  why?: Phrase;
  /** What it costs, where it is to be booked. */
  fee?: Phrase;
  /** It can be taken or dropped. */
  box?: { checked: boolean };
  /** What could be had in its place; with these there is no box. */
  options?: { value: string; label: Phrase; selected: boolean }[];
  /** Something else could be asked for. */
  movable: boolean;
}

export interface ListFacts {
  now: Moment;
  byStaff: boolean;
  /** What the series asks for on each date. */
  asked: Readonly<Moved>;
  instead: ReadonlyMap<DateText, Moved>;
  /** The date for which the person wants to see what else there is. */
  move?: DateText;
  /** Nothing is offered in place of what is asked for. */
  fixed?: boolean;
}

/** The list with what each date costs that is to be booked, and the sum. */
export function withFees(
  rows: readonly OccurrenceRow[],
  priced: readonly { occurrence: DateText; fee: Fee | null }[],
): { rows: OccurrenceRow[]; total?: Phrase } {
  const fees = new Map(priced.flatMap(({ occurrence, fee }) => (fee ? [[occurrence, fee] as const] : [])));
  const amount = [...fees.values()].reduce((sum, fee) => sum + fee.amount, 0);
  return {
    rows: rows.map((row) => {
      const fee = fees.get(row.occurrence);
      return fee ? { ...row, fee: { key: 'fees:amount', amount: fee.amount } } : row;
    }),
    total: fees.size > 0 ? { key: 'fees:in_all', amount } : undefined,
  };
}

/** So many of each sort. */
const FEW = 2;

/** The list of dates as the template prints it: what is free can be dropped or moved, what is not, moved. */
export function occurrenceRows({ venue, days, occurrences }: SeriesPlan, facts: ListFacts): OccurrenceRow[] {
  return occurrences.map((one) => {
    const day = days.get(one.date)!;
    const isMoved = facts.instead.has(one.occurrence);
    const asksWhatElse = isMoved || one.state === 'taken' || one.state === 'closed' || facts.move === one.occurrence;
    const options = asksWhatElse && !facts.fixed ? optionsOn(one, day, facts) : [];
    const box = one.state === 'free' || one.state === 'limit' ? { checked: one.chosen ?? one.accepted } : undefined;
    return {
      occurrence: one.occurrence,
      date: one.date,
      start: one.start,
      end: one.end,
      names: namesOf(one.resourceIds, day.resources),
      ...stateShown(one),
      why: whyPhrase(one, venue),
      ...(options.length > 0 ? { options } : { box }),
      movable: (one.state === 'free' || one.state === 'care') && options.length === 0 && !facts.fixed,
    };
  });
}

function optionsOn(one: Occurrence, day: VenueDay, facts: ListFacts): OccurrenceRow['options'] & object {
  const { asked, instead } = facts;
  const isAsked = ({ start, resourceIds }: Moved): boolean =>
    start === asked.start && resourceIds.join() === asked.resourceIds.join();
  const offered = offeredOn({ now: facts.now, day, byStaff: facts.byStaff });
  const elsewhere = offered.map((thing) => (asked.resourceIds.includes(thing.id) ? { ...thing, free: [] } : thing));
  const others = alternativesTo(asked, elsewhere, day.venue.slotMinutes).filter(({ start }) => start === asked.start);
  const times = alternativesTo(asked, offered, day.venue.slotMinutes).filter(({ start }) => start !== asked.start);
  const own = instead.get(one.occurrence) ?? (one.state === 'free' ? asked : undefined);
  const found = [...others.slice(0, FEW), ...times.slice(0, FEW)];
  const all = own && !found.some((other) => movedText('', other) === movedText('', own)) ? [own, ...found] : found;
  if (all.length === 0 || (all.length === 1 && own && isAsked(own))) return [];
  const chosen = own && one.chosen !== false ? movedText(one.occurrence, own) : '';
  return all.map((other) => ({
    value: movedText(one.occurrence, other),
    label: { key: 'series:slot', when: stretchPhrase(other), names: namesOf(other.resourceIds, day.resources) },
    selected: movedText(one.occurrence, other) === chosen,
  }));
}

export function namesOf(ids: readonly number[], resources: readonly DayResource[]): string[] {
  return resources.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
}
