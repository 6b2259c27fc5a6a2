import type { DaySlot } from '../../childcare/places/placing.policy.js';
import { paths } from '../../platform/paths.js';
import { addDays, clockText, type DateText, minuteAt, momentAt, type Moment, todayAt } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import type { Viewer } from '../../platform/web/viewer.js';
import type { Course } from '../courses/course.entity.js';
import { mayChange } from '../courses/course.view.js';
import { worksIn } from './own-sessions.js';
import { statusLine } from '../enrolment/door.view.js';
import { isTooFew } from '../enrolment/minimum.policy.js';
import type { SeatRow, WaitingRow } from '../enrolment/seats.js';
import type { Trainer } from './session-trainers.js';
import { CARE_HOURS, MINIMUM_HOURS } from './session-form.js';
import { BELOW_MINIMUM, type TrainingSession } from './training-session.entity.js';
import { clashPhrase, type TrainerClash } from './trainer-clashes.js';

export interface RoomChoice {
  id: number;
  capacity: number;
  label: string;
}

interface FormFacts {
  course: Course;
  rooms: readonly RoomChoice[];
  /** Who can be chosen. */
  trainers: readonly Trainer[];
  /** Who is. */
  teaching?: readonly Trainer[];
  /** The one that is moved; none: a new one. */
  session?: TrainingSession;
  /** Childcare of its day in its house. */
  careSlots?: readonly DaySlot[];
  date: DateText;
}

export function formView(facts: FormFacts): object {
  const { course, rooms, trainers, teaching = [], session, careSlots = [], date } = facts;
  return {
    title: session ? { key: 'training:session.edit_title', date } : 'training:session.new_title',
    course,
    session,
    on: session ? date : undefined,
    rooms,
    roomId: session?.roomId,
    trainers,
    teaching: teaching.map(({ id }) => id),
    start: clockText(session?.startMinute ?? 600),
    end: clockText(session?.endMinute ?? 720),
    capacity: session?.capacity ?? 12,
    belowMinimum: session?.belowMinimum ?? BELOW_MINIMUM[0],
    belowMinimums: BELOW_MINIMUM.map((value) => ({ value, label: `enrolment:minimum.${value}` })),
    minimumHours: session?.minimumHours ?? MINIMUM_HOURS,
    closes: session?.closesDaysBefore ?? 1,
    carePlaces: session?.carePlaces || '',
    careHours: session?.careHours ?? CARE_HOURS,
    careSlots: careSlots.map(({ id, start, end, places }) => ({
      id,
      label: { key: 'training:session.care_slot_of', start, end, count: places },
    })),
    weekdays: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, name: `venues:weekdays.${day}` })),
  };
}

interface ShowFacts {
  course: Course;
  session: TrainingSession;
  rooms: readonly RoomChoice[];
  trainers: readonly Trainer[];
  /** What they teach at the same time. */
  clashes: readonly TrainerClash[];
  /** What is kept for it in childcare, with the slot. */
  kept?: { places: number; slot: { startMinute: number; endMinute: number } };
  /** Who is enrolled. */
  seats: readonly SeatRow[];
  /** Who waits, or was offered a seat. */
  others: readonly WaitingRow[];
  viewer: Viewer;
  now: Moment;
}

export function showView(facts: ShowFacts): object {
  const { course, session, rooms, trainers, clashes, kept, seats, others, viewer, now } = facts;
  const { date, startMinute: start, endMinute: end, capacity, minimum, enrolmentFrom, closesDaysBefore } = session;
  const [today, minute] = [todayAt(now), minuteAt(now)];
  const ahead = date > today || (date === today && start > minute);
  const cancelled = session.status === 'cancelled';
  const careOver = keptUntil(session).epochMilliseconds <= now.epochMilliseconds;
  return {
    title: { key: 'training:session.title', title: course.title, date },
    course,
    session: { ...session, start, end },
    cancelled,
    changes: mayChange(viewer) && ahead && !cancelled,
    clashes: ahead ? clashes.map(clashPhrase) : [],
    worksHere: worksIn(viewer, trainers),
    enrolled: { key: 'enrolment:session.enrolled', count: seats.length, capacity },
    seats: seats.map((seat) => ({ ...seat, href: paths.enrolment(seat.enrolmentId) })),
    others: others.map((one) => ({ ...one, ...statusLine(one.status), href: paths.enrolment(one.enrolmentId) })),
    careLack: ahead && !cancelled && !careOver && (kept?.places ?? 0) < session.carePlaces,
    tooFew: isTooFew(session, seats.length, now) && { count: seats.length, minimum },
    enrolHref:
      ahead && !cancelled && course.status === 'published'
        ? paths.enrolmentFor(course.id, course.enrolmentPer === 'session' ? { sessionId: session.id } : {})
        : undefined,
    facts: [
      { term: 'training:session.room', text: rooms.find(({ id }) => id === session.roomId)?.label },
      { term: 'training:session.online_link', text: session.onlineLink },
      { term: 'training:session.capacity', value: { key: 'training:persons', count: capacity } },
      { term: 'training:session.minimum', value: minimum ? { key: 'training:persons', count: minimum } : undefined },
      { term: 'training:session.care', value: carePhrase(session, kept, careOver) },
      { term: 'training:session.enrolment', value: enrolmentPhrase(enrolmentFrom, addDays(date, -closesDaysBefore)) },
      { term: 'training:session.trainers', text: trainers.map(({ name }) => name).join(' / ') },
    ],
  };
}

/** Until when places in childcare are kept for those who enrol. */
function keptUntil({ date, startMinute, careHours }: TrainingSession): Moment {
  return momentAt(date, startMinute).subtract({ hours: careHours });
}

function carePhrase(session: TrainingSession, kept: ShowFacts['kept'], isOver: boolean): Phrase | undefined {
  const wanted = session.carePlaces;
  if (wanted === 0) return undefined;
  if (!kept) return isOver ? 'training:session.care_over' : { key: 'training:session.care_none', wanted };
  const { startMinute: start, endMinute: end } = kept.slot;
  return { key: 'training:session.care_kept', count: kept.places, wanted, start, end, until: keptUntil(session) };
}

/** When people can enrol. */
export function enrolmentPhrase(from: DateText | null, until: DateText): Phrase {
  return from ? { key: 'training:enrolment_between', from, until } : { key: 'training:enrolment_until', until };
}
