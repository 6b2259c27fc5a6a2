import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { Moment } from '../../platform/time.js';
import type { AttendanceStatus } from '../count/record.policy.js';

/**
 * How it was written down: on the list, everybody at once, by the member's QR, by the room's code, put right after the
 * month was closed, or taken back.
 */
const MEANS = ['list', 'everybody', 'scan', 'code', 'correction', 'undoing'] as const;
export type Means = (typeof MEANS)[number];

/** Somebody said how it was with a person at a session. Rows are only ever added: the last one wins. */
@Entity('attendance')
export class Attendance {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  sessionId!: number;

  /** None: came without having enrolled. */
  @Column('integer', { nullable: true })
  seatId!: number | null;

  /** A member, or a walk-in known by name alone: one of the two. */
  @Column('integer', { nullable: true })
  userId!: number | null;

  @Column('integer', { nullable: true })
  walkInId!: number | null;

  /** None: what was said is taken back. */
  @Column('text', { nullable: true })
  status!: AttendanceStatus | null;

  /** What stood there when it was said, as far as the person who said it could see. */
  @Column('text', { nullable: true })
  fromStatus!: AttendanceStatus | null;

  /** Of the tap: it decides which row is the last. */
  @MomentColumn()
  markedAt!: Moment;

  /** When the house learned of it, which may be days later; none: at once. It decides what was known on a day. */
  @MomentColumn({ nullable: true })
  recordedAt!: Moment | null;

  @Column('integer')
  markedBy!: number;

  @Column('text')
  means!: Means;

  /** Of a correction. */
  @Column('text', { nullable: true })
  reason!: string | null;

  /** What the phone calls this tap: one that is sent twice is written once. */
  @Column('text', { nullable: true })
  tap!: string | null;
}
