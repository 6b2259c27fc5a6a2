import type { Moment } from '../../platform/time.js';

export const EVENT_KINDS = ['arrival', 'refusal', 'note', 'handover', 'undo', 'correction'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export const CONDITIONS = ['well', 'unlike_herself'] as const;
export const NOTES = ['meal', 'sleep', 'nappy', 'other'] as const;
export const HOW_CONFIRMED = ['phone', 'in_person', 'message'] as const;

/** What a line tells; which of it, hangs on its kind. */
export interface EventData {
  /** In tenths of a degree: 365 is 36.5 °C. */
  temperature?: number;
  condition?: (typeof CONDITIONS)[number];
  /** Who brought the child. */
  broughtBy?: string;
  /** Of a note. */
  what?: (typeof NOTES)[number];
  /** `meal.half`, `sleep.begins` … */
  value?: string;
  text?: string;
  /** To whom the child was handed over. */
  to?: string;
  relation?: string;
  /** She stands on no list: how a guardian has confirmed it. */
  confirmed?: (typeof HOW_CONFIRMED)[number];
  confirmedBy?: string;
  /** Of a correction: the time that holds instead, in milliseconds since 1970. */
  at?: number;
  /** Of a correction: what stood there and does not any more. */
  emptied?: ('temperature' | 'condition' | 'text')[];
  /** Why it was corrected or taken back. */
  why?: string;
}

/** A line as it was told, at the time at which it happened. */
export interface Told {
  id: number;
  kind: EventKind;
  happenedAt: Moment;
  data: EventData;
  clientKey: string;
  correctsId: number | null;
}

/** A line as it holds now. */
export interface Line<E extends Told = Told> {
  id: number;
  kind: EventKind;
  at: Moment;
  data: EventData;
  /** As it was told first. */
  first: E;
  corrections: E[];
}

/** `due`: not here yet; `refused`: not taken in on that day. */
export type Standing = 'due' | 'here' | 'gone' | 'refused';

export interface Presence<E extends Told = Told> {
  standing: Standing;
  arrival?: Line<E>;
  refusal?: Line<E>;
  handover?: Line<E>;
  /** In the order in which they happened. */
  notes: Line<E>[];
}

const ORDER = new Map(EVENT_KINDS.map((kind, at) => [kind, at]));

/**
 * Where a child is, from what was told of her. The order in which it came in and what came in twice make no difference:
 * what counts is when it happened. What makes no sense (a second arrival) is left aside.
 */
export function presenceOf<E extends Told>(events: readonly E[]): Presence<E> {
  const lines = linesOf(events);
  const arrival = lines.find(({ kind }) => kind === 'arrival');
  const refusal = arrival ? undefined : lines.find(({ kind }) => kind === 'refusal');
  const from = arrival?.at.epochMilliseconds ?? Infinity;
  const handover = lines.find(({ kind, at }) => kind === 'handover' && at.epochMilliseconds >= from);
  const notes = lines.filter(({ kind }) => kind === 'note');
  if (refusal) return { standing: 'refused', refusal, notes };
  if (!arrival) return { standing: 'due', notes };
  return handover ? { standing: 'gone', arrival, handover, notes } : { standing: 'here', arrival, notes };
}

/** What holds, in the order in which it happened: without what was taken back, with the last correction of each. */
export function linesOf<E extends Told>(events: readonly E[]): Line<E>[] {
  const once = [...new Map(events.map((event) => [event.clientKey, event])).values()].toSorted((a, b) =>
    inOrder(a.happenedAt, a, b.happenedAt, b),
  );
  const undone = new Set(once.filter(({ kind }) => kind === 'undo').map(({ correctsId }) => correctsId));
  return once
    .filter(({ kind, id }) => kind !== 'undo' && kind !== 'correction' && !undone.has(id))
    .map((first): Line<E> => {
      const corrections = once.filter(({ kind, correctsId }) => kind === 'correction' && correctsId === first.id);
      return { id: first.id, kind: first.kind, first, corrections, ...asCorrected(first, corrections) };
    })
    .toSorted((a, b) => inOrder(a.at, a.first, b.at, b.first));
}

function asCorrected(first: Told, corrections: readonly Told[]): Pick<Line, 'at' | 'data'> {
  let at = first.happenedAt;
  const data = { ...first.data };
  for (const { data: correction } of corrections) {
    const { at: ms, why: _, emptied = [], ...rest } = correction;
    if (ms !== undefined) at = at.add({ milliseconds: ms - at.epochMilliseconds });
    Object.assign(data, rest);
    for (const field of emptied) delete data[field];
  }
  return { at, data };
}

function inOrder(at: Moment, a: Told, otherAt: Moment, b: Told): number {
  const between = at.epochMilliseconds - otherAt.epochMilliseconds || ORDER.get(a.kind)! - ORDER.get(b.kind)!;
  return between || (a.clientKey < b.clientKey ? -1 : 1);
}
