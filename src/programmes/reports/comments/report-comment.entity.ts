import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../../platform/database/columns.js';
import type { Moment } from '../../../platform/time.js';

/** What the city asks about one figure of a report as it was submitted, or the answer to it. Never changed. */
@Entity('report_comment')
export class ReportComment {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  versionId!: number;

  /** Its name, such as `summary.3.1` (figure.policy.ts): a version never changes, so it stays where it is. */
  @Column('text')
  figure!: string;

  /** The comment that this one answers; none: it is the first about its figure, or another one. */
  @Column('integer', { nullable: true })
  answersId!: number | null;

  @Column('text')
  text!: string;

  @MomentColumn()
  writtenAt!: Moment;

  @Column('integer')
  writtenBy!: number;
}
