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

  /** With the buffer before the use; half-open, as `endMinute`. */
  @Column('integer')
  startMinute!: Minute;

  /** With the buffer after the use: free again from this minute. */
  @Column('integer')
  endMinute!: Minute;

  /** What holds it: `booking`, later `session`, `care_slot`. */
  @Column('text')
  sourceKind!: string;

  @Column('integer')
  sourceId!: number;

  /** So many minutes at its beginning are no use, but time to make ready. */
  @Column('integer', { default: 0 })
  bufferBefore!: Minute;

  /** So many at its end. */
  @Column('integer', { default: 0 })
  bufferAfter!: Minute;
}
