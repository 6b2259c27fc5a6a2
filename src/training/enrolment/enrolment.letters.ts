import { type Letter, verbatim } from '../../platform/mail/letter.js';
import { paths } from '../../platform/paths.js';
import type { Moment } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import type { SeatDetail } from './seat-rows.js';

/**
 * `…_by_staff`: the staff did it. `session_…`: something became of a session of hers. `offered`: what she waits for is held
 * for her; `reminded`: not for much longer; `passed`: she let it run out; `withdrawn`: it went away again, she waits on.
 */
export type EnrolmentNews =
  | 'enrolled'
  | 'enrolled_by_staff'
  | 'cancelled'
  | 'cancelled_by_staff'
  | 'care_changed'
  | 'session_moved'
  | 'session_cancelled'
  | 'session_added'
  | 'offered'
  | 'reminded'
  | 'passed'
  | 'withdrawn';

const OFFERS = new Set<EnrolmentNews>(['offered', 'reminded']);
/** There is nothing to come to. */
const ENDS = new Set<EnrolmentNews>(['cancelled', 'cancelled_by_staff', 'session_cancelled', 'passed', 'withdrawn']);

export interface EnrolmentTold {
  enrolmentId: number;
  courseId: number;
  title: string;
  /** What it is about, by date. */
  seats: readonly SeatDetail[];
  /** Told by the staff. */
  reason?: string | null;
  /** Childcare that she had could not move with it. */
  careLost?: boolean;
  /** Until when it is held for her. */
  expiresAt?: Moment | null;
}

export function enrolmentLetter(news: EnrolmentNews, told: EnrolmentTold): Letter {
  const words = `enrolment:letters.${news}`;
  const { enrolmentId, courseId, title, seats, reason, expiresAt } = told;
  const isOffer = OFFERS.has(news);
  return {
    name: `training.${news}`,
    subject: { key: `${words}.subject`, title },
    paragraphs: [`${words}.body`, ...(told.careLost ? ['enrolment:letters.care_lost'] : [])],
    facts: [
      ...(isOffer && expiresAt ? [fact('until', { key: 'enrolment:moment', at: expiresAt })] : []),
      fact('what', verbatim(title)),
      ...factsOf(seats, ENDS.has(news)),
      ...(reason ? [fact('reason', verbatim(reason))] : []),
    ],
    action: ENDS.has(news)
      ? { label: 'enrolment:letters.course', path: paths.training(courseId) }
      : { label: isOffer ? 'enrolment:letters.answer' : 'enrolment:letters.look', path: paths.enrolment(enrolmentId) },
    settings: news === 'reminded' ? { label: 'enrolment:letters.switch_off', path: paths.profile() } : undefined,
    expiresAt: news === 'reminded' ? (expiresAt ?? undefined) : undefined,
  };
}

function factsOf(seats: readonly SeatDetail[], over: boolean): NonNullable<Letter['facts']> {
  const [first] = seats;
  if (!first) return [];
  const when = seats.map(({ date, start, end }) => ({ key: 'enrolment:when', date, start, end }));
  const where = first.venue
    ? verbatim([first.venue, first.room, first.address].filter(Boolean).join(' '))
    : 'training:online';
  if (over) return [fact('when', { key: 'enrolment:list', items: when }), fact('where', where)];
  const links = [...new Set(seats.flatMap(({ onlineLink }) => onlineLink ?? []))];
  const care = Math.max(...seats.map(({ careCount }) => careCount));
  return [
    fact('when', { key: 'enrolment:list', items: when }),
    fact('where', where),
    ...(links.length > 0 ? [fact('link', { key: 'enrolment:list', items: links.map(verbatim) })] : []),
    ...(care > 0 ? [fact('care', { key: 'enrolment:care_count', count: care })] : []),
    ...(first.fee > 0 ? [fact('fee', { key: 'training:yen', fee: first.fee })] : []),
  ];
}

function fact(name: string, value: Phrase): { label: Phrase; value: Phrase } {
  return { label: `enrolment:letters.${name}`, value };
}
