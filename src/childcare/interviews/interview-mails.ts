import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { recipient } from '../../accounts/letters.js';
import { User } from '../../accounts/user.entity.js';
import { eventFile } from '../../platform/mail/event-file.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { SETTINGS, type Settings } from '../../platform/settings.js';
import { Venue } from '../../venues/venue.entity.js';
import { interviewEvent, interviewLetter, type InterviewNews } from './interview.letters.js';
import { InterviewSlot } from './interview-slot.entity.js';
import { Interview } from './interview.entity.js';

/** Writes to whoever has booked an interview. */
@Injectable()
export class InterviewMails {
  constructor(
    private readonly mailer: Mailer,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** In the transaction of what it tells. */
  async tell(tx: EntityManager, news: InterviewNews, interviewId: number): Promise<void> {
    const { id, childId, revision, changedAt, bookedBy, slotId } = await tx.findOneByOrFail(Interview, {
      id: interviewId,
    });
    const person = await tx.findOneByOrFail(User, { id: bookedBy });
    if (!person.emailConfirmedAt || person.deactivatedAt) return;
    if (news === 'reminder' && !person.eveningReminder) return;
    const slot = await tx.findOneByOrFail(InterviewSlot, { id: slotId });
    const { name: venue, address } = await tx.findOneByOrFail(Venue, { id: slot.venueId });
    const { date, startMinute: start, endMinute: end, place } = slot;
    const told = { id, childId, revision, changedAt, date, start, end, place, venue, address };
    const to = recipient(person);
    const letter = interviewLetter(news, told);
    if (news === 'reminder') return this.mailer.send(tx, to, letter);
    const cancelled = news === 'cancelled' || news === 'closed';
    const event = interviewEvent(told, cancelled, to.language, this.settings.publicUrl);
    const attachments = [eventFile(event, to, this.settings, `tsudoi-interview-${id}.ics`)];
    return this.mailer.send(tx, to, { ...letter, attachments });
  }
}
