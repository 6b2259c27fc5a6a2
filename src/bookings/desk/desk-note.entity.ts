import { Column, Entity, PrimaryColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { Moment } from '../../platform/time.js';

/** What the front desk should know when a member comes. Nothing about health: the page says so where it is written. */
@Entity('desk_note')
export class DeskNote {
  @PrimaryColumn('integer')
  memberId!: number;

  @Column('text')
  text!: string;

  @MomentColumn()
  writtenAt!: Moment;

  @Column('integer')
  writtenBy!: number;
}
