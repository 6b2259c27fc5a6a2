import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { Moment } from '../../platform/time.js';

/** A name was found to be a member, or another name: one of the two. */
@Entity('walk_in_merge')
export class WalkInMerge {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  walkInId!: number;

  @Column('integer', { nullable: true })
  userId!: number | null;

  @Column('integer', { nullable: true })
  intoWalkInId!: number | null;

  @MomentColumn()
  mergedAt!: Moment;

  @Column('integer')
  mergedBy!: number;

  /** None: nobody was asked for it yet. */
  @Column('text', { nullable: true })
  reason!: string | null;
}
