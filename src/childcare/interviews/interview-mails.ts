import { Inject, Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
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

  /**
   * What became of a meeting, once for all its children: those of whom a calendar knows, else the first. In the
   * transaction of what it tells. @param ids in the order of the seats
   */
  async announce(tx: EntityManager, news: InterviewNews, ids: readonly number[]): Promise<void> {
    if (ids.length === 0) return;
    const all = await tx.find(Interview, { where: { id: In([...ids]) }, order: { seat: 'ASC', id: 'ASC' } });
    const known = all.filter(({ revision }) => revision > 0);
    for (const { id, revision } of known.length > 0 ? known : all.slice(0, 1)) {
      await tx.update(Interview, id, { revision: revision + 1 });
      await this.tell(tx, news, id);
    }
  }

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
