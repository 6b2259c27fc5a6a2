import { Column, Entity, PrimaryColumn } from 'typeorm';
import { MomentColumn } from '../database/columns.js';
import type { Moment } from '../time.js';

/** Whose bookings, or what is held of which resource. */
export type FeedKind = 'member' | 'resource';

/** A calendar that programs fetch by an address that only its owner knows. One at a time for each subject. */
@Entity('calendar_feed')
export class CalendarFeed {
  @PrimaryColumn('text')
  kind!: FeedKind;

  @PrimaryColumn('integer')
  subjectId!: number;

  /** With the secret of the installation it gives the token again (calendar-feeds.ts). */
  @Column('text')
  nonce!: string;

  /** SHA-256. The token itself is kept nowhere. */
  @Column('text')
  tokenHash!: string;

  @MomentColumn()
  createdAt!: Moment;

  @Column('integer')
  createdBy!: number;
}
