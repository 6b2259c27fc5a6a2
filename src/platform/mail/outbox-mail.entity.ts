import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../database/columns.js';
import type { Language } from '../time.format.js';
import type { Moment } from '../time.js';

/** A file that goes with a mail, as the row keeps it. */
export interface StoredAttachment {
  filename: string;
  /** `application/pdf`, `text/calendar; charset=utf-8; method=REQUEST` */
  contentType: string;
  base64: string;
}

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

  @Column('simple-json', { default: '[]' })
  attachments!: StoredAttachment[];

  @MomentColumn()
  createdAt!: Moment;

  /** Not sent before. */
  @MomentColumn()
  dueAt!: Moment;

  /** Of no use from then on, such as a reminder of what has begun: it is given up rather than sent. */
  @MomentColumn({ nullable: true })
  expiresAt!: Moment | null;

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
