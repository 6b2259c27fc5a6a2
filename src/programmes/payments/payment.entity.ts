import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { BytesColumn, MomentColumn } from '../../platform/database/columns.js';
import type { DateText, Moment } from '../../platform/time.js';

/** A request that was wrong is withdrawn, and made again. */
export const PAYMENT_STATUSES = ['requested', 'paid', 'withdrawn'] as const;

/** One of the at most two parts in which the city pays (DOMAIN K19). */
@Entity('programme_payment')
export class ProgrammePayment {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  programmeId!: number;

  /** 1 or 2. */
  @Column('integer')
  part!: number;

  /** Yen, tax included. */
  @Column('integer')
  amount!: number;

  @Column('integer')
  taxPercent!: number;

  @Column('text')
  status!: (typeof PAYMENT_STATUSES)[number];

  /** The day that stands on the 請求書. */
  @Column('text')
  dated!: DateText;

  /** What was printed. */
  @Column('simple-json')
  content!: object;

  @BytesColumn({ select: false })
  pdf!: Buffer;

  @MomentColumn()
  requestedAt!: Moment;

  @Column('integer')
  requestedBy!: number;

  @Column('text', { nullable: true })
  paidOn!: DateText | null;

  @Column('integer', { nullable: true })
  paidNotedBy!: number | null;

  @MomentColumn({ nullable: true })
  withdrawnAt!: Moment | null;

  @Column('integer', { nullable: true })
  withdrawnBy!: number | null;

  @Column('text', { nullable: true })
  withdrawReason!: string | null;
}
