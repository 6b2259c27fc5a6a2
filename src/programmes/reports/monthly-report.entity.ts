import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { Moment } from '../../platform/time.js';

/** What is a draft, or was returned, is computed anew whenever it is looked at; the rest is frozen in its latest version. */
export const REPORT_STATUSES = ['draft', 'submitted', 'returned', 'accepted'] as const;
export type ReportStatus = (typeof REPORT_STATUSES)[number];

/** 月次報告書 (DOMAIN K16): one a month and programme. */
@Entity('monthly_report')
export class MonthlyReport {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  programmeId!: number;

  /** `2026-10` */
  @Column('text')
  month!: string;

  @Column('text')
  status!: ReportStatus;

  /** 実施内容. */
  @Column('text', { nullable: true })
  activities!: string | null;

  /** 課題と対応. */
  @Column('text', { nullable: true })
  issues!: string | null;

  /** 翌月の予定. */
  @Column('text', { nullable: true })
  nextMonth!: string | null;

  /** Why there is to be a new version of what was accepted; none: it is the first. */
  @Column('text', { nullable: true })
  reason!: string | null;

  /** Grows with each change of its words. */
  @Column('integer', { default: 0 })
  revision!: number;

  @MomentColumn()
  createdAt!: Moment;

  /** None: the house itself, on the first of the month. */
  @Column('integer', { nullable: true })
  createdBy!: number | null;

  @MomentColumn()
  changedAt!: Moment;
}
