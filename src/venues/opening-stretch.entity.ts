import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Minute } from '../platform/time.js';

/** Open hours of one weekday; a day can have several stretches. */
@Entity('opening_stretch')
export class OpeningStretch {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  venueId!: number;

  /** 1 Monday to 7 Sunday. */
  @Column('integer')
  weekday!: number;

  @Column('integer')
  startMinute!: Minute;

  @Column('integer')
  endMinute!: Minute;
}
