import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { DateText, Minute, Moment } from '../../platform/time.js';

/** How sessions are called in the timetable and in childcare. */
export const SESSION = 'training_session';

export const BELOW_MINIMUM = ['ask', 'cancel'] as const;

/** One meeting of a course. */
@Entity('training_session')
export class TrainingSession {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  courseId!: number;

  /** Of the room; none: online only. */
  @Column('integer', { nullable: true })
  venueId!: number | null;

  @Column('integer', { nullable: true })
  roomId!: number | null;

  @Column('text')
  date!: DateText;

  @Column('integer')
  startMinute!: Minute;

  @Column('integer')
  endMinute!: Minute;

  /** People. */
  @Column('integer')
  capacity!: number;

  /** With fewer it is not held; none: it is held with anybody. */
  @Column('integer', { nullable: true })
  minimum!: number | null;

  /** What happens where there are fewer: a manager is asked, or it is cancelled with notices to all. */
  @Column('text', { default: 'ask' })
  belowMinimum!: (typeof BELOW_MINIMUM)[number];

  /** It is looked at so many hours before the session. */
  @Column('integer', { default: 48 })
  minimumHours!: number;

  /** A manager has said that it is held all the same. */
  @MomentColumn({ nullable: true })
  minimumKeptAt!: Moment | null;

  @Column('integer', { nullable: true })
  minimumKeptBy!: number | null;

  /** So many places in childcare are wished for those who enrol; what could be kept, childcare knows. */
  @Column('integer', { default: 0 })
  carePlaces!: number;

  /** In this slot; none: in any that covers the session. */
  @Column('integer', { nullable: true })
  careSlotId!: number | null;

  /** They are kept until so many hours before the session. */
  @Column('integer', { default: 48 })
  careHours!: number;

  /** For those who are enrolled, and nobody else. */
  @Column('text', { nullable: true })
  onlineLink!: string | null;

  /** The first day on which people can enrol; none: from the publication on. */
  @Column('text', { nullable: true })
  enrolmentFrom!: DateText | null;

  /** The last day is so many days before the session; 0: the day itself. */
  @Column('integer')
  closesDaysBefore!: number;

  @Column('text')
  status!: 'planned' | 'cancelled';

  @MomentColumn({ nullable: true })
  cancelledAt!: Moment | null;

  @Column('integer', { nullable: true })
  cancelledBy!: number | null;

  /** Told to everybody. */
  @Column('text', { nullable: true })
  cancelReason!: string | null;

  /** Grows with each change. */
  @Column('integer', { default: 0 })
  revision!: number;

  @MomentColumn()
  createdAt!: Moment;

  @Column('integer')
  createdBy!: number;

  @MomentColumn()
  changedAt!: Moment;
}
