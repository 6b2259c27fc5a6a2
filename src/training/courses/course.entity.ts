import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { Moment } from '../../platform/time.js';

/** ICT, writing, job-hunting, editor training (DOMAIN K4), producer training (K10), 編集会議, open seminar. */
export const CATEGORIES = ['ict', 'writing', 'job_hunting', 'editor', 'producer', 'meeting', 'open', 'other'] as const;
export type Category = (typeof CATEGORIES)[number];

/** For whom it is (K6): those who live in the city and raise children, those who raise children, or anybody. */
export const AUDIENCES = ['resident', 'raising_children', 'anyone'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** A draft is seen by staff alone; what is closed can be looked up, but is offered no more. */
export const COURSE_STATUSES = ['draft', 'published', 'closed'] as const;
export type CourseStatus = (typeof COURSE_STATUSES)[number];

/** People enrol once for all of it, or for each session. */
export const ENROLMENTS = ['course', 'session'] as const;

/** スキルアップ研修の受講者: the target of which K11 wants 200. */
export const SKILL_UP = 'skill_up';

@Entity('course')
export class Course {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('text')
  title!: string;

  @Column('text')
  category!: Category;

  /** Markdown, as people typed it. */
  @Column('text', { nullable: true })
  description!: string | null;

  @Column('text')
  audience!: Audience;

  /** What those who come count toward; none: nothing. */
  @Column('text', { nullable: true })
  target!: typeof SKILL_UP | null;

  /** Yen, tax included; 0: free of charge. */
  @Column('integer')
  fee!: number;

  /** 修了証: for who was at so many of a hundred sessions; none: there is no certificate. */
  @Column('integer', { nullable: true })
  certificatePercent!: number | null;

  @Column('text')
  enrolmentPer!: (typeof ENROLMENTS)[number];

  @Column('text')
  status!: CourseStatus;

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
