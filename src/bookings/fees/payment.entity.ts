import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { DateText, Minute, Moment } from '../../platform/time.js';

export const METHODS = ['cash', 'transfer'] as const;

/** Money that a member gave for the lines of a month; less than nothing where she was given back. */
@Entity('payment')
export class Payment {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  venueId!: number;

  @Column('integer')
  memberId!: number;

  /** `2026-11`: the list on which it was marked. */
  @Column('text')
  month!: string;

  @Column('text')
  paidOn!: DateText;

  @Column('text')
  method!: (typeof METHODS)[number];

  /** Yen, tax included. */
  @Column('integer')
  amount!: number;

  @MomentColumn()
  receivedAt!: Moment;

  @Column('integer')
  receivedBy!: number;

  /** Taken back: it covers nothing any more. The row stays. */
  @MomentColumn({ nullable: true })
  voidedAt!: Moment | null;

  @Column('integer', { nullable: true })
  voidedBy!: number | null;

  @Column('text', { nullable: true })
  voidReason!: string | null;
}

/** What somebody pays for: a booking, or a month of a plan. */
export type ItemKind = 'booking' | 'plan';

/** How an item stood when it was paid, for receipts. */
export type ItemAbout = { date: DateText; start: Minute; end: Minute; names: string[] } | { month: string };

/** What a payment covers of one item. Never changed: what the item comes to later is a difference to be settled. */
@Entity('payment_line')
export class PaymentLine {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  paymentId!: number;

  @Column('text')
  kind!: ItemKind;

  @Column('integer')
  itemId!: number;

  /** Yen, tax included. */
  @Column('integer')
  amount!: number;

  @Column('integer')
  taxPercent!: number;

  @Column('simple-json')
  about!: ItemAbout;
}
