import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { Moment } from '../../platform/time.js';
import { HealthJsonColumn } from '../children/health-column.js';
import type { EventData, EventKind } from './presence.policy.js';

/** A line about a child in care. Rows are only added: a correction stands beside what it corrects. */
@Entity('care_event')
export class CareEvent {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  placeId!: number;

  @Column('text')
  kind!: EventKind;

  @MomentColumn()
  happenedAt!: Moment;

  /** May tell of health: a plain row gives it sealed. */
  @HealthJsonColumn()
  data!: EventData;

  @MomentColumn()
  recordedAt!: Moment;

  @Column('integer')
  recordedBy!: number;

  /** Of the tap: the same tap sent again is the same line. */
  @Column('text')
  clientKey!: string;

  /** The line that an undoing or a correction is about. */
  @Column('integer', { nullable: true })
  correctsId!: number | null;
}
