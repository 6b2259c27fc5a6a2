import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { Moment } from '../../platform/time.js';
import { HealthColumn } from '../children/health-column.js';
import type { EntryKind, Grade } from './incident.policy.js';

/** An accident in childcare, as it was recorded first. Rows are only added. */
@Entity('care_incident')
export class Incident {
  @PrimaryGeneratedColumn()
  id!: number;

  /** Of which child on which day. */
  @Column('integer')
  placeId!: number;

  @MomentColumn()
  happenedAt!: Moment;

  @Column('text')
  location!: string;

  @HealthColumn()
  what!: string;

  @HealthColumn()
  measures!: string;

  @Column('text')
  grade!: Grade;

  @MomentColumn()
  recordedAt!: Moment;

  @Column('integer')
  recordedBy!: number;
}

/** Who was told, what was reported, what was put right. Rows are only added. */
@Entity('care_incident_entry')
export class IncidentEntry {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  incidentId!: number;

  @Column('text')
  kind!: EntryKind;

  /** When it was done. */
  @MomentColumn()
  at!: Moment;

  @HealthColumn()
  text!: string | null;

  /** Of a correction: the grade that holds from now on. */
  @Column('text', { nullable: true })
  grade!: Grade | null;

  @MomentColumn()
  recordedAt!: Moment;

  @Column('integer')
  recordedBy!: number;
}
