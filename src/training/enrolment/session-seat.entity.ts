import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { Moment } from '../../platform/time.js';

/**
 * One person's seat in one session. A session never has more than its capacity that are not released; childcare hangs on
 * the seat, and so does what is said of who came.
 */
@Entity('session_seat')
export class SessionSeat {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  sessionId!: number;

  @Column('integer')
  enrolmentId!: number;

  @Column('integer')
  userId!: number;

  @MomentColumn()
  takenAt!: Moment;

  /** Cancelled before the session: what is said of it never counts (DOMAIN, Rules of trainings and counting). */
  @MomentColumn({ nullable: true })
  releasedAt!: Moment | null;
}
