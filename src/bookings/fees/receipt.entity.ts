import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { DateText, Moment } from '../../platform/time.js';
import type { VenueFees } from '../../venues/venue-rules.js';
import type { ItemAbout, Payment } from './payment.entity.js';

/** All that a receipt says: printed again later, it says the same. */
export interface ReceiptContent {
  issuer: VenueFees['issuer'];
  venue: string;
  month: string;
  paidOn: DateText;
  method: Payment['method'];
  amount: number;
  lines: { amount: number; taxPercent: number; about: ItemAbout }[];
}

/** A receipt for one payment. Numbers run without a gap by venue and fiscal year; one that is void keeps its own. */
@Entity('receipt')
export class Receipt {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  paymentId!: number;

  @Column('integer')
  venueId!: number;

  /** The year in which it begins, in April. */
  @Column('integer')
  fiscalYear!: number;

  /** From 1. */
  @Column('integer')
  number!: number;

  @Column('text')
  addressee!: string;

  @Column('simple-json')
  content!: ReceiptContent;

  @Column('text')
  issuedOn!: DateText;

  @MomentColumn()
  issuedAt!: Moment;

  @Column('integer')
  issuedBy!: number;

  /** When its PDF was first opened: printed later, it is marked as issued again. */
  @MomentColumn({ nullable: true })
  openedAt!: Moment | null;

  @MomentColumn({ nullable: true })
  voidedAt!: Moment | null;
}
