import { paths } from '../../platform/paths.js';
import type { Language } from '../../platform/time.format.js';
import { addDays, minuteAt, momentAt, type Moment, PLACE_ZONE, todayAt } from '../../platform/time.js';
import { say } from '../../platform/views/words.js';
import type { Course } from '../courses/course.entity.js';
import { isCancelled, publicFactsOf } from '../courses/course.view.js';
import { doorOf } from '../enrolment/door.policy.js';
import { doorLine, statusLine } from '../enrolment/door.view.js';
import type { Enrolment } from '../enrolment/enrolment.entity.js';
import type { CoursePictureRow } from '../materials/course-pictures.js';
import type { SessionRow } from '../sessions/session-rows.js';
import { enrolmentPhrase } from '../sessions/session.view.js';

interface Facts {
  course: Course;
  sessions: readonly SessionRow[];
  /** What the viewer has of it. */
  own: readonly Enrolment[];
  /** She enrols members who call. */
  enrolsOthers: boolean;
  now: Moment;
  publicUrl: string;
  /** The whole address of that which is shared. */
  picture: string;
  /** Its own. */
  shown?: CoursePictureRow;
  language: Language;
}

/** So much of the description is said where the page is shared. */
const EXCERPT = 110;

/** A course as everybody sees it. The link of an online session is for the enrolled alone: it is not here. */
export function trainingView(facts: Facts): object {
  const { course, sessions, now, publicUrl, picture, shown, language } = facts;
  const [today, minute] = [todayAt(now), minuteAt(now)];
  const ahead = sessions.filter(({ date, start }) => date > today || (date === today && start > minute));
  const address = `${publicUrl}${paths.training(course.id)}`;
  const text = excerptOf(course);
  return {
    title: { key: 'training:public.of', title: course.title },
    description: text ? { key: 'training:public.excerpt', text } : 'training:public.description',
    picture,
    shown,
    hasMaterials: facts.own.some(({ status }) => status === 'enrolled'),
    address,
    course,
    closed: course.status === 'closed',
    facts: publicFactsOf(course),
    coming: ahead.map((one) => ({
      ...one,
      cancelled: isCancelled(one),
      entry: course.enrolmentPer === 'session' ? entryOf(facts, [one], one.id) : undefined,
      enrolment: enrolmentPhrase(one.enrolmentFrom, addDays(one.date, -one.closesDaysBefore)),
    })),
    entry: course.enrolmentPer === 'course' && ahead.length > 0 ? entryOf(facts, sessions, null) : undefined,
    past: sessions.filter((one) => !ahead.includes(one) && !isCancelled(one)).length,
    phone: ahead.find(({ phone }) => phone)?.phone,
    events: ahead.map((one) => eventOf(one, { course, address, picture, text, language })),
  };
}

/** How it stands with enrolling, and where it leads: in the course, or in one session. */
function entryOf(facts: Facts, these: readonly SessionRow[], sessionId: number | null): object | undefined {
  const { course, own, enrolsOthers, now } = facts;
  const door = doorOf(course.status, these, { now });
  if (door.state === 'none') return undefined;
  const mine = own.find((one) => one.sessionId === sessionId);
  const query = sessionId === null ? {} : { sessionId };
  const isOpen = door.state === 'open' || door.state === 'full';
  return {
    ...(mine ? statusLine(mine.status) : doorLine(door)),
    mineHref: mine && paths.enrolment(mine.id),
    href: isOpen && !mine ? paths.enrolmentNew(course.id, query) : undefined,
    submit: door.state === 'full' ? 'enrolment:form.wait' : 'enrolment:form.submit',
    // A single session says so in its own line.
    until: isOpen && sessionId === null ? { key: 'training:enrolment_until', until: door.until } : undefined,
    forHref: enrolsOthers && course.status === 'published' ? paths.enrolmentFor(course.id, query) : undefined,
  };
}

/** The first words of the description, without its signs. */
function excerptOf({ description }: Course): string | undefined {
  const plain = description
    ?.replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[#>*_`|~]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (!plain) return undefined;
  const letters = [...plain];
  return letters.length > EXCERPT ? `${letters.slice(0, EXCERPT).join('')}…` : plain;
}

interface EventFacts extends Pick<Facts, 'course' | 'picture' | 'language'> {
  address: string;
  text: string | undefined;
}

/** https://schema.org/EducationEvent */
function eventOf(session: SessionRow, { course, address, picture, text, language }: EventFacts): object {
  const { date, start, end, venue, address: street, capacity, taken, online } = session;
  const at = (minuteOfDay: number): string =>
    momentAt(date, minuteOfDay).toZonedDateTimeISO(PLACE_ZONE).toString({ timeZoneName: 'never' });
  const place = { '@type': 'Place', name: venue, address: street };
  const web = { '@type': 'VirtualLocation', url: address };
  return {
    '@context': 'https://schema.org',
    '@type': 'EducationEvent',
    name: course.title,
    ...(text && { description: text }),
    url: address,
    image: picture,
    startDate: at(start),
    endDate: at(end),
    eventStatus: `https://schema.org/${isCancelled(session) ? 'EventCancelled' : 'EventScheduled'}`,
    eventAttendanceMode: `https://schema.org/${modeOf(session)}EventAttendanceMode`,
    location: venue ? (online ? [place, web] : place) : web,
    maximumAttendeeCapacity: capacity,
    remainingAttendeeCapacity: Math.max(0, capacity - taken),
    isAccessibleForFree: course.fee === 0,
    organizer: { '@type': 'Organization', name: say(language, 'platform:name'), url: new URL(address).origin },
    inLanguage: 'ja',
  };
}

function modeOf({ venue, online }: SessionRow): 'Mixed' | 'Offline' | 'Online' {
  if (!venue) return 'Online';
  return online ? 'Mixed' : 'Offline';
}
