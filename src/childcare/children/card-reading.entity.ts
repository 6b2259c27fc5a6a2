import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { Moment } from '../../platform/time.js';

export const READINGS = ['card', 'day'] as const;
/** Which page showed it: the card itself, or the page of the day. */
export type ReadingOf = (typeof READINGS)[number];

/** Somebody of the staff has opened a child's card. Rows are only added. */
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
