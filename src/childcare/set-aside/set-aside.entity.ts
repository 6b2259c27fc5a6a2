import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { Minute, Moment } from '../../platform/time.js';

/** Places of a slot that are kept for those who come to one thing; childcare knows no more of it than this. */
@Entity('care_set_aside')
export class SetAside {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  slotId!: number;

  @Column('text')
  forKind!: string;

  @Column('integer')
  forId!: number;

  /** What the guardians do meanwhile. */
  @Column('integer')
  forStartMinute!: Minute;

  @Column('integer')
  forEndMinute!: Minute;

  /** Those that its people have taken already are among them. */
  @Column('integer')
  places!: number;

  /** From then on they are for everybody. */
  @MomentColumn()
  untilAt!: Moment;
}
