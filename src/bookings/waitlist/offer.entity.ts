import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { Moment } from '../../platform/time.js';

/** `cancelled`: she left the line; `withdrawn`: the place shut, and she waits on. */
export type OfferStatus = 'open' | 'accepted' | 'declined' | 'expired' | 'cancelled' | 'withdrawn';

/** A place held for one who waits. While it is open, it holds occupancy rows with `source_kind = 'offer'`. */
@Entity('waitlist_offer')
export class WaitlistOffer {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  entryId!: number;

  @Column('integer')
  resourceId!: number;

  @Column('text')
  status!: OfferStatus;

  /** From this moment on it can no longer be accepted. */
  @MomentColumn()
  expiresAt!: Moment;

  /** When she was reminded that it runs out; written in the same transaction, so that there is never a second. */
  @MomentColumn({ nullable: true })
  remindedAt!: Moment | null;

  @MomentColumn()
  createdAt!: Moment;
}
