import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { DateText, Moment } from '../../platform/time.js';
import { HealthColumn } from '../children/health-column.js';

/** `held`: the staff has decided after it; `missed`: nobody came. */
export type InterviewStatus = 'booked' | 'held' | 'missed' | 'cancelled';

/** A family's hold on a slot. The database lets one stand for a slot, and one that is still to come for a child. */
@Entity('interview')
export class Interview {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  slotId!: number;

  @Column('integer')
  childId!: number;

  @Column('integer')
  bookedBy!: number;

  @Column('text')
  status!: InterviewStatus;

  /** What the guardian wants to say beforehand. */
  @HealthColumn()
  note!: string | null;

  /** Grows with each change: the sequence of its calendar entry. */
  @Column('integer', { default: 1 })
  revision!: number;

  @MomentColumn()
  createdAt!: Moment;

  @MomentColumn()
  changedAt!: Moment;

  /** The day of which the guardian was reminded. */
  @Column('text', { nullable: true })
  remindedFor!: DateText | null;
}
