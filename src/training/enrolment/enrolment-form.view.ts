import type { GuardiansChild } from '../../childcare/children/children.js';
import type { CareChance } from '../../childcare/places/care-chances.js';
import { ageOn } from '../../childcare/staffing/age.policy.js';
import type { Refused } from '../../platform/errors.js';
import { paths } from '../../platform/paths.js';
import { type Phrase, refusalPhrase } from '../../platform/views/phrase.js';
import type { Course } from '../courses/course.entity.js';
import { questionFields } from '../questions/question.view.js';
import type { Question } from '../questions/questions.policy.js';
import type { SessionRow } from '../sessions/session-rows.js';
import { type Door, freeOf } from './door.policy.js';
import { doorLine } from './door.view.js';
import type { Enrolment } from './enrolment.entity.js';

export interface FormFacts {
  course: Course;
  /** What she would come to. */
  wanted: readonly SessionRow[];
  /** Childcare beside each of them, by session. */
  careLeft: ReadonlyMap<number, readonly CareChance[]>;
  door: Door;
  refused?: Refused;
  /** She has it already. */
  twin?: Enrolment;
  children: readonly GuardiansChild[];
  /** What the course asks. */
  questions: readonly Question[];
  /** The viewer may see who they are. */
  named: boolean;
  sessionId?: number;
  /** Whom the staff enrols. */
  member?: { id: number; name: string; kana: string };
}

/** The form with which one enrols: what it comes to, whether it can be, and who is looked after meanwhile. */
export function enrolmentFormView(facts: FormFacts): object {
  const { course, wanted, door, refused, twin, sessionId, member } = facts;
  return {
    title: {
      key: member ? 'enrolment:form.title_for' : 'enrolment:form.title',
      title: course.title,
      name: member?.name,
    },
    course,
    sessionId,
    member,
    door: doorLine(door),
    sessions: wanted.map((one) => ({ ...one, isFull: freeOf([one]) === 0, careFull: isCareFull(facts, one) })),
    fee: course.fee > 0 ? { key: 'training:yen', fee: course.fee } : 'training:free',
    why: twin ? undefined : refused && refusalPhrase(refused.code, refused.params),
    ownHref: twin && paths.enrolment(twin.id),
    waits: door.state === 'full',
    open: !refused && !twin,
    care: careChoices(facts),
    questions: questionFields(facts.questions),
  };
}

/** Who can be chosen. */
type ChoiceFacts = Pick<FormFacts, 'children' | 'wanted' | 'careLeft' | 'named'> & { chosen?: readonly number[] };

/** Nothing where nobody could be looked after. */
export function careChoices({ children, wanted, careLeft, named, chosen = [] }: ChoiceFacts): object | undefined {
  if (children.length === 0 || wanted.length === 0) return undefined;
  const cared = wanted.filter(({ id }) => careLeft.get(id)?.length);
  const covered = cared.length;
  const some = covered < wanted.length;
  return {
    none: covered === 0,
    chosen,
    partly: some && covered > 0 ? { key: 'enrolment:form.care_some', covered, all: wanted.length } : undefined,
    children: children.map((child, index) => ({
      id: child.id,
      name: named ? { key: 'enrolment:child', name: child.name } : nameless(child, index + 1, wanted[0]!.date),
      approved: child.standing === 'approved' || chosen.includes(child.id),
      state: chosen.includes(child.id) ? undefined : stateOf(cared.map(({ id }) => leftFor(child, careLeft.get(id)!))),
      step: named && child.standing !== 'approved' ? paths.ownChildren() : undefined,
    })),
  };
}

/** Some child of hers would find no place in childcare there. */
function isCareFull({ children, careLeft, wanted }: FormFacts, { id }: SessionRow): boolean {
  const chances = careLeft.get(id) ?? [];
  return wanted.length > 1 && chances.length > 0 && children.some((child) => leftFor(child, chances) === 0);
}

/** So many places for a child of her age; none: she is too young or too old for all of them. */
function leftFor({ birthDate }: GuardiansChild, chances: readonly CareChance[]): number | undefined {
  const left = chances.flatMap((one) => one.leftFor(birthDate) ?? []);
  return left.length > 0 ? Math.max(...left) : undefined;
}

/** How it stands with a place for a child, at the sessions with childcare: as at the fullest of them. */
function stateOf(left: readonly (number | undefined)[]): Phrase | undefined {
  if (left.length === 0) return undefined;
  if (left.includes(undefined)) return 'enrolment:form.care_not_of_age';
  const count = Math.min(...(left as number[]));
  return count > 0 ? { key: 'enrolment:form.care_left', count } : 'enrolment:form.care_full';
}

/** Who may not know who they are tells them by their number and age. */
function nameless({ birthDate }: GuardiansChild, nth: number, date: string): Phrase {
  return { key: 'enrolment:child_nth', nth, years: Math.max(0, ageOn(birthDate, date)) };
}
