import { Entity, PrimaryColumn, Column } from 'typeorm';
import type { DateText } from '../platform/time.js';

/** How often the timetable of a venue has changed on a date. Written by the database itself (migration timetable-version). */
@Entity('timetable_version')
export class TimetableVersion {
  /** '' for the rules: the venue, its resources and closures. */
  @PrimaryColumn('text')
  date!: DateText | '';

  @PrimaryColumn('integer')
  venueId!: number;

  /** The connection that counts in this row; the version is the sum of all. */
  @PrimaryColumn('integer')
  writer!: number;

  @Column('integer')
  version!: number;
}
