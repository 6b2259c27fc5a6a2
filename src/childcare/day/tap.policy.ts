import { type Moment, todayAt } from '../../platform/time.js';
import type { DateText } from '../../platform/time.js';
import { type EventData, type EventKind, linesOf, presenceOf, type Told } from './presence.policy.js';

/** From this temperature on a child is not taken in: tenths of a degree (DOMAIN, Rules of childcare). */
export const FEVER = 375;

/** What somebody wants to write down. */
export interface Tap {
  kind: EventKind;
  happenedAt: Moment;
  data: EventData;
  correctsId: number | null;
}

export interface TapFacts {
  now: Moment;
  /** The day of the place. */
  date: DateText;
  /** The guardian or the staff has let the place go. */
  released: boolean;
  events: readonly Told[];
}

export type TapRefusal =
  | 'in_future'
  | 'other_day'
  | 'fever'
  | 'place_released'
  | 'already_arrived'
  | 'already_refused'
  | 'not_arrived'
  | 'already_gone'
  | 'before_arrival'
  | 'after_handover'
  | 'line_gone'
  | 'undo_handover_first'
  | 'refusal_stands'
  | 'nothing_left';

/** Taps of one minute may come in a little crooked: clocks and lines are not exact to the second. */
const CROOKED = 60_000;

/**
 * When a tap happened whose time nobody typed: a hand-over that seems to come up to a minute before its arrival, which was
 * tapped first, came right after it.
 */
export function inOrder({ kind, happenedAt }: Pick<Tap, 'kind' | 'happenedAt'>, events: readonly Told[]): Moment {
  const arrived = kind === 'handover' ? presenceOf(events).arrival?.at : undefined;
  if (!arrived) return happenedAt;
  const early = arrived.epochMilliseconds - happenedAt.epochMilliseconds;
  return early > 0 && early <= CROOKED ? arrived : happenedAt;
}

/** Why a line cannot be written. */
export function whyNot(tap: Tap, facts: TapFacts): TapRefusal | undefined {
  const { now, date, events } = facts;
  if (tap.happenedAt.epochMilliseconds > now.epochMilliseconds) return 'in_future';
  if (tap.kind === 'undo') return whyNotUndone(tap, events);
  if (tap.kind === 'correction') return whyNotCorrected(tap, facts);
  if (todayAt(tap.happenedAt) !== date) return 'other_day';
  return whyNotNow(tap, facts);
}

function whyNotNow({ kind, happenedAt, data }: Tap, { events, released }: TapFacts): TapRefusal | undefined {
  const { standing, arrival } = presenceOf(events);
  if (kind === 'arrival' || kind === 'refusal') {
    if (standing === 'refused') return 'already_refused';
    if (standing !== 'due') return 'already_arrived';
    if (released) return 'place_released';
    return kind === 'arrival' && isFever(data) ? 'fever' : undefined;
  }
  if (!arrival) return 'not_arrived';
  if (kind === 'note') return undefined;
  if (standing === 'gone') return 'already_gone';
  return happenedAt.epochMilliseconds < arrival.at.epochMilliseconds ? 'before_arrival' : undefined;
}

/** Last in, first out: who has been handed over has arrived. What a refusal let go may be another child's by now. */
function whyNotUndone({ correctsId }: Tap, events: readonly Told[]): TapRefusal | undefined {
  const line = linesOf(events).find(({ id }) => id === correctsId);
  if (!line) return 'line_gone';
  if (line.kind === 'refusal') return 'refusal_stands';
  return line.kind === 'arrival' && presenceOf(events).handover ? 'undo_handover_first' : undefined;
}

function whyNotCorrected({ correctsId, data }: Tap, { events, now, date }: TapFacts): TapRefusal | undefined {
  const line = linesOf(events).find(({ id }) => id === correctsId);
  if (!line) return 'line_gone';
  const saysNothing = line.data.value === undefined && data.emptied?.includes('text');
  if (line.kind === 'note' && saysNothing) return 'nothing_left';
  if (data.at === undefined) return undefined;
  if (data.at > now.epochMilliseconds) return 'in_future';
  const { arrival, handover } = presenceOf(events);
  if (todayAt(line.at.add({ milliseconds: data.at - line.at.epochMilliseconds })) !== date) return 'other_day';
  if (line.kind === 'handover' && arrival && data.at < arrival.at.epochMilliseconds) return 'before_arrival';
  return line.kind === 'arrival' && handover && data.at > handover.at.epochMilliseconds ? 'after_handover' : undefined;
}

export function isFever({ temperature }: EventData): boolean {
  return temperature !== undefined && temperature >= FEVER;
}
