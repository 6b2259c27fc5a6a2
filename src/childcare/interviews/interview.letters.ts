import type { CalendarEvent } from '../../platform/calendar/icalendar.js';
import { type Letter, verbatim } from '../../platform/mail/letter.js';
import { paths } from '../../platform/paths.js';
import type { Language } from '../../platform/time.format.js';
import { type Moment, momentAt, type Slot } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { say } from '../../platform/views/words.js';

/** `closed`: the staff has taken the slot back. */
export type InterviewNews = 'booked' | 'changed' | 'cancelled' | 'closed' | 'reminder';

/** What a letter about an interview tells: when and where, never about whom (DOMAIN, Personal data). */
export interface InterviewTold extends Slot {
  id: number;
  childId: number;
  revision: number;
  changedAt: Moment;
  venue: string;
  address: string;
  place: string;
}

export function interviewLetter(news: InterviewNews, told: InterviewTold): Letter {
  const words = `childcare:letters.interview_${news}`;
  const { date, start, end } = told;
  const over = news === 'cancelled' || news === 'closed';
  return {
    name: `childcare.interview_${news}`,
    subject: { key: `${words}.subject`, date, start },
    paragraphs: [`${words}.text`],
    facts: [
      { label: 'childcare:letters.when', value: { key: 'childcare:letters.when_value', date, start, end } },
      { label: 'childcare:letters.where', value: whereOf(told) },
    ],
    action: over
      ? { label: 'childcare:letters.book_again', path: paths.childInterview(told.childId) }
      : { label: 'childcare:letters.look_interview', path: paths.childInterview(told.childId) },
    closing: over ? undefined : ['childcare:letters.bring'],
    expiresAt: news === 'reminder' ? momentAt(date, start) : undefined,
  };
}

/** @param publicUrl of this house, without a slash at the end: part of the lasting id of the event */
export function interviewEvent(
  told: InterviewTold,
  cancelled: boolean,
  language: Language,
  publicUrl: string,
): CalendarEvent {
  const { id, revision, changedAt, date, start, end } = told;
  return {
    uid: `interview-${id}@${new URL(publicUrl).hostname}`,
    sequence: revision,
    status: cancelled ? 'CANCELLED' : 'CONFIRMED',
    changed: changedAt,
    date,
    start,
    end,
    summary: say(language, 'childcare:interview.calendar'),
    location: say(language, whereOf(told)),
    url: `${publicUrl}${paths.childInterview(told.childId)}`,
  };
}

function whereOf({ venue, address, place }: InterviewTold): Phrase {
  const where = { key: 'childcare:letters.where_value', name: venue, address };
  return place ? { key: 'childcare:letters.where_in', where, place: verbatim(place) } : where;
}
