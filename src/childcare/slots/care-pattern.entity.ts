import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { DateText, Minute, Moment } from '../../platform/time.js';

/** With what slots were opened for many weeks at once. Each slot stands for itself from then on. */
@Entity('care_pattern')
export class CarePattern {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  venueId!: number;

  @Column('integer')
  roomId!: number;

  /** 1 Monday to 7 Sunday. */
  @Column('simple-json')
  weekdays!: number[];

  @Column('text')
  fromDate!: DateText;

  /** The last day. */
  @Column('text')
  untilDate!: DateText;

  @Column('integer')
  startMinute!: Minute;

  @Column('integer')
  endMinute!: Minute;

  @Column('integer')
  places!: number;

  @Column('integer')
  minAgeMonths!: number;

  @Column('integer', { nullable: true })
  maxAgeMonths!: number | null;

  @MomentColumn()
  createdAt!: Moment;

  @Column('integer')
  createdBy!: number;
}
