import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { DateText, Moment } from '../../platform/time.js';
import { HealthColumn } from './health-column.js';

/** What the staff decided about a card. Rows are only added; the last one counts. */
@Entity('child_approval')
export class ChildApproval {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  childId!: number;

  /** After which interview; none: the staff knows the child, or has looked again at a changed card. */
  @Column('integer', { nullable: true })
  interviewId!: number | null;

  @Column('integer')
  decidedBy!: number;

  @MomentColumn()
  decidedAt!: Moment;

  @Column('text')
  outcome!: 'approved' | 'ask_again';

  /** The last day; none where the staff asks again. */
  @Column('text', { nullable: true })
  validUntil!: DateText | null;

  /** To the guardian, where the staff asks again; otherwise among the staff. */
  @HealthColumn()
  note!: string | null;
}
