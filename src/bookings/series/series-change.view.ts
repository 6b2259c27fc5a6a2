import { clockText, type Minute } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { groupBy } from '../../platform/group-by.js';
import { within } from '../../venues/stretches.policy.js';
import type { ResourceKind } from '../../venues/resource.entity.js';
import { offeredOn } from '../booking-form.view.js';
import { formTimes } from '../form-times.policy.js';
import type { Moved } from './moved.js';
import type { OccurrenceWish } from './occurrence.policy.js';
import type { ChildChoice } from './series-care.js';
import type { ListFacts, OccurrenceRow } from './occurrence-list.view.js';
import { type ChangeDraft, stretchOf } from './series-forms.js';
import type { ScopedSeries } from './series-holds.js';
import type { SeriesPlan } from './series-plans.js';

interface TimeOption {
  value: string;
  selected: boolean;
}

interface ThingOption {
  id: number;
  name: string;
  chosen: boolean;
  /** On how many of the dates it is free for the whole stretch. */
  free: Phrase;
}

interface ChangeFields {
  times: { starts: TimeOption[]; ends: TimeOption[] };
  kinds: { kind: ResourceKind; label: Phrase; things: ThingOption[] }[];
  accepted: number;
}

export interface SeriesChangeView extends ChangeFields {
  rows: OccurrenceRow[];
  /** What becomes of those that need approval. */
  asks?: Phrase;
  /** What they cost together; none: nothing that has a price. */
  total?: Phrase;
  /** Of the member, to choose from; none: nothing of it has childcare, and she has not asked for it. */
  children?: ChildChoice[];
  /** Those who have a place on any of the dates, or as the person has it on the form meanwhile. */
  chosen: number[];
  stamp: string;
  managing: boolean;
  problem?: Phrase;
}

interface ChangeAsked {
  asked: Moved;
  wishes: OccurrenceWish[];
  fields(plan: SeriesPlan, facts: ListFacts): ChangeFields;
}

/** The form of a change: as the first of the bookings is, or as the person has it on the form meanwhile. */
export function seriesChangeView({ mendable }: ScopedSeries, draft: ChangeDraft): ChangeAsked {
  const first = mendable[0];
  const { start, end } = stretchOf(draft) ?? { start: first?.start ?? 0, end: first?.end ?? 0 };
  const resourceIds = draft.seen || draft.resourceIds.length > 0 ? draft.resourceIds : (first?.resourceIds ?? []);
  const asked = { start, end, resourceIds };
  const wishes = mendable.map((before) => ({
    ...asked,
    occurrence: before.occurrence,
    date: before.date,
    chosen: draft.seen ? (draft.dates ?? []).includes(before.occurrence) : undefined,
    before,
  }));
  return { asked, wishes, fields: (plan, facts) => fieldsOf(asked, plan, facts) };
}

function fieldsOf(asked: Moved, { venue, days, occurrences }: SeriesPlan, { now, byStaff }: ListFacts): ChangeFields {
  const all = [...days.values()];
  const open = all.find(({ opening }) => opening.stretches.length > 0) ?? all[0]!;
  const wish = { date: open.date, start: clockText(asked.start), end: clockText(asked.end) };
  const { starts, ends } = formTimes(wish, { now, venue, opening: open.opening });
  const option = (minute: Minute, chosen: Minute): TimeOption => ({
    value: clockText(minute),
    selected: minute === chosen,
  });
  const offers = all.flatMap((day) => offeredOn({ now, day, byStaff }));
  const things = [...groupBy(offers, ({ id }) => id).values()].map((of) => {
    const { id, name, kind } = of[0]!;
    const count = of.filter(({ free }) => within(asked, free)).length;
    return { id, name, kind, chosen: asked.resourceIds.includes(id), free: free(count, all.length) };
  });
  return {
    times: {
      starts: starts.map((minute) => option(minute, asked.start)),
      ends: ends.map((minute) => option(minute, asked.end)),
    },
    kinds: [...groupBy(things, ({ kind }) => kind)].map(([kind, of]) => ({
      kind,
      label: `bookings:kind.${kind}`,
      things: of,
    })),
    accepted: occurrences.filter((one) => one.accepted).length,
  };
}

function free(count: number, total: number): Phrase {
  return { key: count === total ? 'series:edit.always_free' : 'series:edit.free_on', free: count, total };
}
