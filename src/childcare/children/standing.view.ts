import { paths } from '../../platform/paths.js';
import type { DateText } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { ageOn, monthsOn } from '../staffing/age.policy.js';
import type { ChildRow } from './child-rows.js';
import type { Standing } from './standing.policy.js';

interface Look {
  label: Phrase;
  kind: 'good' | 'wait' | 'bad';
}

const look = (standing: Standing, kind: Look['kind']): Look => ({
  label: `childcare:standing.${standing}.label`,
  kind,
});

export const LOOKS: Record<Standing, Look> = {
  needs_card: look('needs_card', 'bad'),
  asked_again: look('asked_again', 'bad'),
  needs_interview: look('needs_interview', 'wait'),
  expired: look('expired', 'bad'),
  interview_booked: look('interview_booked', 'wait'),
  look_again: look('look_again', 'wait'),
  approved: look('approved', 'good'),
};

export interface NextStep {
  label: Phrase;
  href: string;
}

/** What a guardian does next; none: it is the staff's turn. */
export function nextStep(id: number, standing: Standing): NextStep | undefined {
  const hrefs: Record<Standing, string | undefined> = {
    needs_card: paths.childEdit(id),
    asked_again: paths.childEdit(id),
    needs_interview: paths.childInterview(id),
    expired: paths.childInterview(id),
    interview_booked: paths.childInterview(id),
    look_again: undefined,
    approved: paths.day(),
  };
  const href = hrefs[standing];
  return href === undefined ? undefined : { label: `childcare:standing.${standing}.step`, href };
}

/** What the standing means, in a sentence. */
export function meaningOf(standing: Standing, interview: ChildRow['interview'], until: DateText | null): Phrase {
  const key = `childcare:standing.${standing}.text`;
  if (standing === 'interview_booked' && interview) return { key, date: interview.date, start: interview.start };
  return standing === 'approved' ? { key, date: until } : key;
}

/** Infants are told by the month. */
export function ageText(birthDate: DateText, today: DateText): Phrase {
  const years = Math.max(0, ageOn(birthDate, today));
  const months = Math.max(0, monthsOn(birthDate, today));
  if (years >= 3) return { key: 'childcare:age.years', years };
  return years === 0
    ? { key: 'childcare:age.months', months }
    : { key: 'childcare:age.both', years, months: months % 12 };
}
