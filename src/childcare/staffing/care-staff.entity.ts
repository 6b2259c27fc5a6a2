import { Column, Entity, PrimaryColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { Moment } from '../../platform/time.js';

/** What the house knows of somebody with the role of childcare. Without a row: not qualified. */
@Entity('care_staff')
export class CareStaff {
  @PrimaryColumn('integer')
  userId!: number;

  /** Nursery teacher or nurse: 保育士・看護師. */
  @Column('boolean')
  qualified!: boolean;

  @MomentColumn()
  notedAt!: Moment;

  /** Nobody: it came with the installation. */
  @Column('integer', { nullable: true })
  notedBy!: number | null;
}
