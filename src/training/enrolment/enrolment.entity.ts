import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { Moment } from '../../platform/time.js';

/**
 * A person waits, is offered what became free, and is enrolled; or one of these ended: `cancelled` by herself or the staff,
 * `lapsed` with an offer that nobody took or when nothing of what she waited for lies ahead any more.
 */
const ENROLMENT_STATUSES = ['waiting', 'offered', 'enrolled', 'cancelled', 'lapsed'] as const;
export type EnrolmentStatus = (typeof ENROLMENT_STATUSES)[number];

/** Nobody has two of these in the same thing. */
export const OPEN = ['waiting', 'offered', 'enrolled'] as const;

export function isOpen({ status }: Pick<Enrolment, 'status'>): boolean {
  return OPEN.some((one) => one === status);
}

/** A member's wish to come to a course, or to one session of it. Who is enrolled, or was offered it, holds seats. */
@Entity('enrolment')
export class Enrolment {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  courseId!: number;

  /** None: all sessions of the course. */
  @Column('integer', { nullable: true })
  sessionId!: number | null;

  @Column('integer')
  userId!: number;

  @Column('text')
  status!: EnrolmentStatus;

  /** Who is to be in childcare meanwhile. */
  @Column('simple-json', { default: '[]' })
  childIds!: number[];

  @MomentColumn()
  askedAt!: Moment;

  /** Herself, or somebody of the staff. */
  @Column('integer')
  askedBy!: number;

  @MomentColumn({ nullable: true })
  enrolledAt!: Moment | null;

  @MomentColumn({ nullable: true })
  offeredAt!: Moment | null;

  @MomentColumn({ nullable: true })
  offerExpiresAt!: Moment | null;

  /** When she was told once more that the offer is about to end. */
  @MomentColumn({ nullable: true })
  remindedAt!: Moment | null;

  @MomentColumn({ nullable: true })
  endedAt!: Moment | null;

  /** None: the clock. */
  @Column('integer', { nullable: true })
  endedBy!: number | null;

  /** Told to her. */
  @Column('text', { nullable: true })
  endReason!: string | null;

  /** Grows with each change. */
  @Column('integer', { default: 0 })
  revision!: number;
}
