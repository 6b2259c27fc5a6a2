import { Column, Entity, PrimaryColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { Moment } from '../../platform/time.js';

/** An officer works for a city, and reads what is hers. */
@Entity('city_officer')
export class CityOfficer {
  @PrimaryColumn('integer')
  cityId!: number;

  @PrimaryColumn('integer')
  userId!: number;

  @MomentColumn()
  since!: Moment;

  /** None: the house itself. */
  @Column('integer', { nullable: true })
  setBy!: number | null;
}
