import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { DateText, Minute } from '../platform/time.js';

/** One row of the timetable. The database refuses a row that overlaps another of the same resource (DESIGN §3). */
@Entity('occupancy')
export class Occupancy {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  resourceId!: number;

  @Column('text')
  date!: DateText;

  @Column('integer')
  startMinute!: Minute;

  /** Half-open: free again from this minute. */
  @Column('integer')
  endMinute!: Minute;

  /** What holds it: `booking`, later `session`, `care_slot`, `buffer`. */
  @Column('text')
  sourceKind!: string;

  @Column('integer')
  sourceId!: number;
}
