import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { DateText, Moment } from '../../platform/time.js';
import { HealthColumn } from '../children/health-column.js';

/** `held`: the staff has decided after it; `missed`: nobody came. */
export type InterviewStatus = 'booked' | 'held' | 'missed' | 'cancelled';

/** A family's hold on a slot, for one child. The database lets one family have a slot, and a child one that is to come. */
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

  /** 0 for the first of the family, 1 for her brother or sister … */
  @Column('integer', { default: 0 })
  seat!: number;

  @Column('text')
  status!: InterviewStatus;

  /** What the guardian wants to say beforehand. */
  @HealthColumn()
  note!: string | null;

  /** Grows with each letter: the sequence of its calendar entry. 0: that of a brother or sister tells of it. */
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
