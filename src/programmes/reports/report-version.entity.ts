import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { BytesColumn, MomentColumn } from '../../platform/database/columns.js';
import type { DateText, Moment } from '../../platform/time.js';

/** A report as it was submitted. Only what the city says of it is added later. */
@Entity('report_version')
export class ReportVersion {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  reportId!: number;

  /** From 1. */
  @Column('integer')
  version!: number;

  @Column('text', { nullable: true })
  reason!: string | null;

  /** JSON of figures, words and charts (report-content.ts). */
  @Column('text', { select: false })
  content!: string;

  /** SHA-256 of it. */
  @Column('text')
  contentHash!: string;

  @BytesColumn({ select: false })
  pdf!: Buffer;

  @Column('text')
  pdfHash!: string;

  @MomentColumn()
  submittedAt!: Moment;

  @Column('integer')
  submittedBy!: number;

  /** None: it waits. */
  @Column('text', { nullable: true })
  outcome!: 'returned' | 'accepted' | null;

  @Column('text', { nullable: true })
  comment!: string | null;

  /** The day of the city's paper, where a manager wrote the answer down. */
  @Column('text', { nullable: true })
  onPaper!: DateText | null;

  @MomentColumn({ nullable: true })
  decidedAt!: Moment | null;

  @Column('integer', { nullable: true })
  decidedBy!: number | null;
}
