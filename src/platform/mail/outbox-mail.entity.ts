import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../database/columns.js';
import type { Language } from '../time.format.js';
import type { Moment } from '../time.js';

/** A mail as it goes out, written in the transaction of what it tells about. */
@Entity('outbox_mail')
export class OutboxMail {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('text')
  toAddress!: string;

  @Column('text')
  language!: Language;

  /** Name of the letter, `bookings.confirmed`. */
  @Column('text')
  template!: string;

  @Column('text')
  subject!: string;

  @Column('text')
  text!: string;

  @Column('text')
  html!: string;

  @MomentColumn()
  createdAt!: Moment;

  /** Not sent before. */
  @MomentColumn()
  dueAt!: Moment;

  /** How often sending was begun. */
  @Column('integer')
  attempts!: number;

  /** A postman has it in hand until then; later it is free for another. */
  @MomentColumn({ nullable: true })
  claimedUntil!: Moment | null;

  @MomentColumn({ nullable: true })
  sentAt!: Moment | null;

  /** Given up. */
  @MomentColumn({ nullable: true })
  failedAt!: Moment | null;

  /** What the last attempt met with, without personal data. */
  @Column('text', { nullable: true })
  lastError!: string | null;
}
