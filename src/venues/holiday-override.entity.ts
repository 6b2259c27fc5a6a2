import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { DateText } from '../platform/time.js';

/** A day that the venue treats otherwise than the national calendar says. */
@Entity('holiday_override')
export class HolidayOverride {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  venueId!: number;

  @Column('text')
  date!: DateText;

  @Column('boolean')
  isHoliday!: boolean;

  @Column('text', { nullable: true })
  name!: string | null;
}
