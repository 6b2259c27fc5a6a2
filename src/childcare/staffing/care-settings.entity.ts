import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CareRules } from './care-rules.policy.js';

/** How a venue looks after children. Without a row: as the house does (`DEFAULT_RULES`). */
@Entity('care_settings')
export class CareSettings {
  @PrimaryColumn('integer')
  venueId!: number;

  @Column('simple-json')
  rules!: CareRules;
}
