import type { GuardiansChild } from '../../childcare/children/children.js';
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
  /** Those of them beside which there is childcare. */
  covered: readonly SessionRow[];
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
  const { course, wanted, covered, door, refused, twin, sessionId, member } = facts;
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
    sessions: wanted.map((one) => ({ ...one, isFull: freeOf([one]) === 0 })),
    fee: course.fee > 0 ? { key: 'training:yen', fee: course.fee } : 'training:free',
    why: twin ? undefined : refused && refusalPhrase(refused.code, refused.params),
    ownHref: twin && paths.enrolment(twin.id),
    waits: door.state === 'full',
    open: !refused && !twin,
    care: careOf(facts, covered.length),
    questions: questionFields(facts.questions),
  };
}

/** Nothing where nobody could be looked after. */
function careOf({ children, wanted, named }: FormFacts, covered: number): object | undefined {
  if (children.length === 0 || wanted.length === 0) return undefined;
  const some = covered < wanted.length;
  return {
    none: covered === 0,
    partly: some && covered > 0 ? { key: 'enrolment:form.care_some', covered, all: wanted.length } : undefined,
    children: children.map((child, index) => ({
      id: child.id,
      name: named ? { key: 'enrolment:child', name: child.name } : nameless(child, index + 1, wanted[0]!.date),
      approved: child.standing === 'approved',
      step: named && child.standing !== 'approved' ? paths.ownChildren() : undefined,
    })),
  };
}

/** Who may not know who they are tells them by their number and age. */
function nameless({ birthDate }: GuardiansChild, nth: number, date: string): Phrase {
  return { key: 'enrolment:child_nth', nth, years: Math.max(0, ageOn(birthDate, date)) };
}
