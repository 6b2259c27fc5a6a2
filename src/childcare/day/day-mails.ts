import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { recipient } from '../../accounts/letters.js';
import { User } from '../../accounts/user.entity.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { minuteAt } from '../../platform/time.js';
import { Venue } from '../../venues/venue.entity.js';
import type { CarePlace } from '../places/care-place.entity.js';
import { CareSlot } from '../slots/care-slot.entity.js';
import { dayLetter, type DayNews } from './day-letters.js';
import type { Tap } from './tap.policy.js';

const NEWS: Partial<Record<Tap['kind'], DayNews>> = {
  arrival: 'arrived',
  handover: 'handed_over',
  refusal: 'refused',
};

/** She was told, and it was not so. */
const UNDONE: Partial<Record<Tap['kind'], DayNews>> = { arrival: 'arrival_undone', handover: 'handover_undone' };

/** Writes to whoever has booked the place: that the child has come, and that she has been handed over, if she wishes so. */
@Injectable()
export class DayMails {
  constructor(private readonly mailer: Mailer) {}

  /** In the transaction of the tap. @param undone the line that it takes back, if it does */
  async tell(
    tx: EntityManager,
    { guardianId, slotId, date }: CarePlace,
    tap: Tap,
    undone?: Pick<Tap, 'kind' | 'happenedAt'>,
  ): Promise<void> {
    const news = tap.kind === 'undo' && undone ? UNDONE[undone.kind] : NEWS[tap.kind];
    const { happenedAt } = undone ?? tap;
    if (!news) return;
    const guardian = await tx.findOneByOrFail(User, { id: guardianId });
    if (!guardian.emailConfirmedAt || guardian.deactivatedAt) return;
    if (news !== 'refused' && !guardian.careMessages) return;
    const { venueId } = await tx.findOneByOrFail(CareSlot, { id: slotId });
    const { name: venue } = await tx.findOneByOrFail(Venue, { id: venueId });
    await this.mailer.send(tx, recipient(guardian), dayLetter(news, { date, minute: minuteAt(happenedAt), venue }));
  }
}
