import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { DateText, Minute } from '../platform/time.js';

/** Days, or hours of days, on which a venue or one resource is shut. */
@Entity('closure')
export class Closure {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  venueId!: number;

  /** None: the whole venue. */
  @Column('integer', { nullable: true })
  resourceId!: number | null;

  @Column('text')
  fromDate!: DateText;

  /** The last day, itself closed. */
  @Column('text')
  toDate!: DateText;

  /** None: all day. */
  @Column('integer', { nullable: true })
  startMinute!: Minute | null;

  @Column('integer', { nullable: true })
  endMinute!: Minute | null;

  /** Comes back each year on the same days of the calendar. */
  @Column('boolean')
  yearly!: boolean;

  /** Shown to members. */
  @Column('text')
  reason!: string;
}
