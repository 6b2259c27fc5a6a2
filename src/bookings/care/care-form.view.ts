import type { GuardiansChild } from '../../childcare/children/children.js';
import type { CareChance } from '../../childcare/places/care-chances.js';
import { ageOn } from '../../childcare/staffing/age.policy.js';
import { paths } from '../../platform/paths.js';
import type { DateText } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import type { Stretch } from '../../venues/venue-rules.js';
import { stretchPhrase } from '../phrases.js';

/** One child on the form. */
interface CareChoice {
  id: number;
  /** As this viewer may call her. */
  name: Phrase;
  chosen: boolean;
  /** Can be ticked: the staff has approved her card for the day. */
  approved: boolean;
  /** How it stands with a place for her at that time. */
  state: Phrase;
  /** What to do first; only for the guardian herself. */
  step?: string;
}

export interface CareFormView {
  /** When there is childcare on the day. */
  hours: Phrase;
  children: CareChoice[];
  /** What the ticks come to, and from when to when the children would be there. */
  summary?: Phrase;
  /** No place is left for somebody who is ticked: she can wait for all that she has ticked. */
  canWait: boolean;
}

export interface CareFormFacts {
  children: readonly GuardiansChild[];
  /** At the time of the wish. */
  chances: readonly CareChance[];
  draft: Stretch & { date: DateText; childIds: readonly number[] };
  /** The viewer may see who they are. */
  named: boolean;
}

/** @returns nothing on a day without childcare, unless somebody is ticked */
export function careFormView({ children, chances, draft, named }: CareFormFacts): CareFormView | undefined {
  const chosen = children.filter(({ id }) => draft.childIds.includes(id));
  if (chances.length === 0 && chosen.length === 0) return undefined;
  const covering = chances.find(({ covers }) => covers);
  return {
    hours: chances.length === 0 ? 'bookings:care.none' : hoursOf(chances),
    children: children.map((child, index) => ({
      id: child.id,
      name: childPhrase(child, index + 1, draft.date, named),
      chosen: chosen.includes(child),
      approved: child.standing === 'approved',
      state: stateOf(child, chances),
      step: named && child.standing !== 'approved' ? paths.ownChildren() : undefined,
    })),
    canWait: chosen.some((child) => isFull(child, chances)),
    summary:
      chosen.length > 0 && covering
        ? { key: 'bookings:care.stay', count: chosen.length, ...covering.stay }
        : chosen.length > 0
          ? { key: 'bookings:care.count', count: chosen.length }
          : undefined,
  };
}

function hoursOf(chances: readonly CareChance[]): Phrase {
  return { key: 'bookings:care.hours', hours: chances.map(stretchPhrase) };
}

/** Who may not know who they are tells them by their number and age. */
export function childPhrase(
  { name, birthDate }: Pick<GuardiansChild, 'name' | 'birthDate'>,
  nth: number,
  date: DateText,
  named: boolean,
): Phrase {
  if (named) return { key: 'bookings:care.named', name };
  return { key: 'bookings:care.nth', nth, years: Math.max(0, ageOn(birthDate, date)) };
}

function isFull({ birthDate, standing }: GuardiansChild, chances: readonly CareChance[]): boolean {
  const left = chances.filter(({ covers }) => covers).flatMap(({ leftFor }) => leftFor(birthDate) ?? []);
  return standing === 'approved' && left.length > 0 && Math.max(...left) === 0;
}

function stateOf({ birthDate, standing }: GuardiansChild, chances: readonly CareChance[]): Phrase {
  if (standing !== 'approved') return 'bookings:care.not_approved';
  const covering = chances.filter(({ covers }) => covers);
  if (covering.length === 0) return 'bookings:care.outside';
  const left = covering.flatMap(({ leftFor }) => leftFor(birthDate) ?? []);
  if (left.length === 0) return 'bookings:care.not_of_age';
  const most = Math.max(...left);
  return most > 0 ? { key: 'bookings:care.left', count: most } : 'bookings:care.full';
}
