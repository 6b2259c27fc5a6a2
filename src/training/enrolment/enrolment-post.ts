import { Inject, Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { recipient } from '../../accounts/letters.js';
import { User } from '../../accounts/user.entity.js';
import { Clock } from '../../platform/clock.js';
import { eventFile, eventsFile } from '../../platform/mail/event-file.js';
import type { Attachment, Recipient } from '../../platform/mail/letter.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { SETTINGS, type Settings } from '../../platform/settings.js';
import { enrolmentLetter, type EnrolmentNews, type EnrolmentTold } from './enrolment.letters.js';
import { seatEvent } from './seat-event.js';
import type { SeatDetail } from './seat-rows.js';

export interface News extends EnrolmentTold {
  what: EnrolmentNews;
  userId: number;
}

/** Those with which an entry of a calendar comes, changes or goes. */
const WITH_CALENDAR = new Set<EnrolmentNews>([
  'enrolled',
  'enrolled_by_staff',
  'cancelled',
  'cancelled_by_staff',
  'session_moved',
  'session_cancelled',
  'session_added',
]);

/** Tells people by mail what became of their enrolments, in the transaction of the deed. */
@Injectable()
export class EnrolmentPost {
  constructor(
    private readonly mailer: Mailer,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * Nothing goes to an address that nobody has confirmed, nor to somebody who has left. Two statements.
   * @param known all of whom it is about, where they were read in this transaction; one statement less
   */
  async tell(tx: EntityManager, news: readonly News[], known?: readonly User[]): Promise<void> {
    if (news.length === 0) return;
    const users = known ?? (await tx.findBy(User, { id: In(news.map(({ userId }) => userId)) }));
    const mails = news.flatMap((one) => {
      const user = users.find(({ id }) => id === one.userId);
      if (!user?.emailConfirmedAt || user.deactivatedAt) return [];
      if (one.what === 'reminded' && !user.offerReminder) return [];
      const to = recipient(user);
      const letter = enrolmentLetter(one.what, one);
      return this.mailer.print(to, { ...letter, attachments: this.calendarOf(one, to) });
    });
    if (mails.length > 0) await this.mailer.sendAll(tx, mails);
  }

  private calendarOf({ what, seats, enrolmentId }: News, to: Recipient): Attachment[] {
    if (seats.length === 0 || !WITH_CALENDAR.has(what)) return [];
    const event = (seat: SeatDetail) => seatEvent(seat, this.clock.now(), to.language, this.settings.publicUrl);
    const name = `tsudoi-training-${enrolmentId}.ics`;
    const [only, ...more] = seats;
    if (more.length === 0) return [eventFile(event(only!), to, this.settings, name)];
    return [eventsFile(seats.map(event), to, this.settings, name)];
  }
}
