import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { Measure } from '../../platform/indicators/indicator.js';
import type { DateText, Moment } from '../../platform/time.js';

/** 数値目標: what a programme is measured by (DOMAIN K11). */
@Entity('programme_target')
export class Target {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  programmeId!: number;

  /** Its name in `Indicators`. */
  @Column('text')
  indicator!: string;

  /** As the contract calls it. */
  @Column('text')
  title!: string;

  /** The one that counts; the other is shown beside it (K13). */
  @Column('text')
  measure!: Measure;

  /** Of what is counted; none: all. */
  @Column('simple-json')
  categories!: string[];

  @Column('integer')
  position!: number;

  /** Grows with each change. */
  @Column('integer', { default: 0 })
  revision!: number;

  @MomentColumn({ nullable: true })
  withdrawnAt!: Moment | null;
}

/** What is to be reached by the end of a day, counted from the beginning of the programme. */
@Entity('target_milestone')
export class TargetMilestone {
  @PrimaryColumn('integer')
  targetId!: number;

  @PrimaryColumn('text')
  date!: DateText;

  @Column('integer')
  value!: number;
}
