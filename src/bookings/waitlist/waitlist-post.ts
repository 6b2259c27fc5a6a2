import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { User } from '../../accounts/user.entity.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { Resource } from '../../venues/resource.entity.js';
import type { Venue } from '../../venues/venue.entity.js';
import type { WaitlistEntry } from './entry.entity.js';
import type { WaitlistOffer } from './offer.entity.js';
import { waitlistLetter, type WaitlistNews } from './waitlist.letters.js';
import { slotOf } from './waitlist-rows.js';

/** Tells a member by mail what became of her waiting, in the transaction of the deed. */
@Injectable()
export class WaitlistPost {
  constructor(private readonly mailer: Mailer) {}

  /** Nothing goes to an address that nobody has confirmed, nor to somebody who has left. */
  async tell(
    tx: EntityManager,
    news: { what: WaitlistNews; entry: WaitlistEntry; offer?: WaitlistOffer; venue: Venue },
  ): Promise<void> {
    const { what, entry, offer, venue } = news;
    const member = await tx.findOneByOrFail(User, { id: entry.memberId });
    if (!member.emailConfirmedAt || member.deactivatedAt) return;
    if (what === 'reminded' && !member.offerReminder) return;
    const resourceId = offer?.resourceId ?? entry.resourceId;
    const resource = resourceId === null ? null : await tx.findOneBy(Resource, { id: resourceId });
    const letter = waitlistLetter(what, {
      ...slotOf(entry),
      venue,
      kind: entry.kind,
      careCount: entry.childIds.length,
      bookingId: entry.bookingId,
      resource: resource?.name,
      expiresAt: offer?.expiresAt,
    });
    await this.mailer.send(tx, { address: member.email, name: member.name, language: member.language }, letter);
  }
}
