import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../database/columns.js';
import type { Moment } from '../time.js';

/** `first_seen` is no run: it marks since when this installation knows the job. */
export type Outcome = 'running' | 'ok' | 'failed' | 'first_seen';

/** One due time of one job. There is one row at most: who writes it runs the job. */
@Entity('job_run')
export class JobRun {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('text')
  name!: string;

  @MomentColumn()
  dueAt!: Moment;

  @MomentColumn()
  startedAt!: Moment;

  @MomentColumn({ nullable: true })
  finishedAt!: Moment | null;

  @Column('text')
  outcome!: Outcome;

  /** Short; for the staff. */
  @Column('text', { nullable: true })
  error!: string | null;

  /** Somebody of the staff wanted it now; none: the clock. */
  @Column('integer', { nullable: true })
  askedBy!: number | null;

  /** When the managers were told that it failed. */
  @MomentColumn({ nullable: true })
  toldAt!: Moment | null;
}
