import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { Moment } from '../../platform/time.js';

/** Which pages show it: each of one child, or of all that are listed there. */
export const READINGS = [
  'card',
  'list',
  'day',
  'roster',
  'record',
  'incident',
  'incidents',
  'interviews',
  'slot',
  'affected',
  'booking',
  'enrolment',
  'breach',
] as const;
export type ReadingOf = (typeof READINGS)[number];

/**
 * For so many minutes a look is still the same one. Lists stand open all day and come again after each tap, so they are
 * told by the hour.
 */
export const SAME_MINUTES: Record<ReadingOf, number> = {
  card: 10,
  list: 60,
  day: 60,
  roster: 10,
  record: 10,
  incident: 10,
  incidents: 60,
  interviews: 60,
  slot: 60,
  affected: 10,
  booking: 60,
  enrolment: 60,
  breach: 10,
};

/** Somebody of the staff has opened what is told about a child. Rows are only added. */
@Entity('card_reading')
export class CardReading {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  childId!: number;

  @Column('integer')
  readerId!: number;

  @MomentColumn()
  readAt!: Moment;

  @Column('text')
  what!: ReadingOf;
}
