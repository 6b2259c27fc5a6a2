import { paths } from '../../platform/paths.js';
import type { Moment } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import type { Course } from '../courses/course.entity.js';
import { isAhead } from './door.policy.js';
import { statusLine, untilPhrase } from './door.view.js';
import { type Enrolment, isOpen } from './enrolment.entity.js';
import type { SeatDetail } from './seat-rows.js';

interface Facts {
  enrolment: Enrolment;
  course: Course;
  /** Whose it is, where it is somebody else's. */
  member?: { id: number; name: string; kana: string };
  seats: readonly SeatDetail[];
  /** What was answered with it. */
  answers: readonly { words: string; kind: string; answer: string }[];
  /** How many wait before her. */
  before: number;
  now: Moment;
}

/** One enrolment as its owner and the staff see it. */
export function enrolmentView({ enrolment, answers, course, member, seats, before, now }: Facts): object {
  const { id, status, childIds, endReason, offerExpiresAt } = enrolment;
  const ahead = seats.filter((seat) => !seat.released && isAhead(seat, now));
  const careCount = Math.max(0, ...ahead.map((seat) => seat.careCount));
  const lacksCare = ahead.some((seat) => seat.careCount < childIds.length);
  const holds = status === 'enrolled' || status === 'offered';
  return {
    title: { key: 'enrolment:show.title', title: course.title },
    id,
    course,
    member,
    ...statusLine(status),
    place: status === 'waiting' ? { key: 'enrolment:show.place', place: before + 1 } : undefined,
    offer:
      status === 'offered' && !member ? { id, title: course.title, until: untilPhrase(offerExpiresAt!) } : undefined,
    endReason,
    sessions: seats.filter((seat) => !seat.released || seat.status === 'cancelled').map(sessionLine),
    links: status === 'enrolled' ? [...new Set(ahead.flatMap(({ onlineLink }) => onlineLink ?? []))] : [],
    careLost: holds && ahead.length > 0 && lacksCare,
    answers: answers.map(({ words, kind, answer }) =>
      kind === 'consent' ? { words, agreed: true } : { words, text: answer },
    ),
    facts: [
      { term: 'enrolment:show.care', value: careOf(status === 'waiting' ? childIds.length : careCount) },
      { term: 'training:form.fee', value: course.fee > 0 ? { key: 'training:yen', fee: course.fee } : 'training:free' },
    ],
    childrenHref:
      isOpen(enrolment) && (status === 'waiting' || ahead.some(({ venue }) => venue !== null))
        ? paths.enrolmentChildren(id)
        : undefined,
    cancelHref:
      isOpen(enrolment) && (status === 'waiting' || ahead.length > 0) ? paths.enrolmentCancellation(id) : undefined,
    cancelLabel: status === 'waiting' ? 'enrolment:cancellation.leave' : 'enrolment:cancellation.submit',
  };
}

function sessionLine(seat: SeatDetail): object {
  return { ...seat, cancelled: seat.status === 'cancelled' };
}

function careOf(count: number): Phrase | undefined {
  return count > 0 ? { key: 'enrolment:care_count', count } : undefined;
}
