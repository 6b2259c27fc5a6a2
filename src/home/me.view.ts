import { type BookingLine, bookingLine } from '../bookings/booking-line.view.js';
import type { Slice } from '../bookings/booking-lists.js';
import type { WaitLine } from '../bookings/waitlist/waitlist.view.js';
import type { GuardiansChild } from '../childcare/children/children.js';
import { meaningOf, type NextStep, nextStep } from '../childcare/children/standing.view.js';
import { paths } from '../platform/paths.js';
import { addDays, type Moment, todayAt } from '../platform/time.js';
import type { Phrase } from '../platform/views/phrase.js';
import type { Role } from '../platform/web/roles.js';
import { isOne, STAFF, type Viewer } from '../platform/web/viewer.js';
import { statusLine, untilPhrase } from '../training/enrolment/door.view.js';
import type { OwnLine } from '../training/enrolment/own-enrolments.js';

export interface MePage {
  title: Phrase;
  heading: Phrase;
  isMember: boolean;
  /** By which she checks in where there is no camera. */
  memberNumber?: string;
  /** Places that are held for her, with their clock. */
  offers: WaitLine[];
  /** For how many she waits, these among them. */
  waiting: number;
  /** The next booking, large. */
  next?: BookingLine & { when: Phrase; isRequest: boolean };
  /** Those after it. */
  later: BookingLine[];
  /** She has a list of what things cost. */
  hasFees: boolean;
  /** There are more than these. */
  more: boolean;
  /** Her children for whom there is something to do, or an interview to come. */
  children: ChildLine[];
  /** Seats that are held for her, with their clock. */
  trainingOffers: TrainingLine[];
  /** What she has enrolled in, or waits for. */
  trainings: TrainingLine[];
  /** What the person works with here. */
  tools: Tool[];
}

interface TrainingLine extends OwnLine {
  href: string;
  label: Phrase;
  kind?: string;
  /** Until when a seat is held for her. */
  until?: Phrase;
}

interface ChildLine {
  name: string;
  meaning: Phrase;
  step: NextStep;
}

interface Tool {
  label: Phrase;
  about: Phrase;
  href: string;
}

const TOOLS: (Tool & { roles: readonly Role[] })[] = [
  tool('teaching', paths.teaching(), ['trainer']),
  tool('follow_ups', paths.followUps(), ['producer']),
  tool('care', paths.careChildren(), ['childcare']),
  tool('bookings', paths.manageBookings(), STAFF),
  tool('members', paths.members(), ['manager', 'admin']),
  tool('fees', paths.manageFees(), ['supporter']),
  tool('manage', paths.manage(), ['manager', 'admin']),
  tool('programmes', paths.programmes(), ['officer']),
  tool('reports', paths.reports(), ['officer']),
];

function tool(name: string, href: string, roles: readonly Role[]): (typeof TOOLS)[number] {
  return { label: `home:me.tools.${name}.title`, about: `home:me.tools.${name}.text`, href, roles };
}

interface Facts {
  viewer: Viewer;
  children: readonly GuardiansChild[];
  memberNumber?: string;
  coming: Slice;
  waiting: readonly WaitLine[];
  trainings: readonly OwnLine[];
  hasFees: boolean;
  now: Moment;
}

export function mePage({ viewer, memberNumber, coming, waiting, trainings, hasFees, children, now }: Facts): MePage {
  const [next, ...later] = coming.rows.map((row) => bookingLine(row, now));
  return {
    title: 'home:me.title',
    heading: { key: 'home:me.heading', name: viewer.name },
    isMember: isOne(viewer, ['member']),
    memberNumber,
    offers: waiting.filter(({ offer }) => offer !== undefined),
    waiting: waiting.length,
    next: next && { ...next, when: whenOf(next, now), isRequest: next.status === 'requested' },
    later,
    hasFees,
    more: coming.more,
    children: children.flatMap(childLine),
    trainingOffers: trainings.filter(isOffer).map(trainingLine),
    trainings: trainings.filter((line) => !isOffer(line)).map(trainingLine),
    tools: TOOLS.filter(({ roles }) => isOne(viewer, roles)),
  };
}

function isOffer({ status }: OwnLine): boolean {
  return status === 'offered';
}

function trainingLine(line: OwnLine): TrainingLine {
  const { id, status, offerExpiresAt: at } = line;
  const until = at ? untilPhrase(at) : undefined;
  return { ...line, ...statusLine(status), href: paths.enrolment(id), until };
}

/** A child who may come, or who waits for the staff alone, needs no line. */
function childLine({ id, name, standing, interview }: GuardiansChild): ChildLine[] {
  const step = nextStep(id, standing);
  if (!step || standing === 'approved') return [];
  return [{ name, meaning: meaningOf(standing, interview, null), step }];
}

/** Today and tomorrow by their names. */
function whenOf({ date, stateLabel }: BookingLine, now: Moment): Phrase {
  const today = todayAt(now);
  if (stateLabel === 'bookings:state.running') return 'home:me.when.now';
  if (date === today) return 'home:me.when.today';
  return date === addDays(today, 1) ? 'home:me.when.tomorrow' : 'home:me.when.next';
}
