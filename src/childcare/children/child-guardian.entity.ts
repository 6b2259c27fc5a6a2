import { Column, Entity, PrimaryColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { Moment } from '../../platform/time.js';

/** Who answers for a child: sees and writes the card, books for her, and may always pick her up. */
@Entity('child_guardian')
export class ChildGuardian {
  @PrimaryColumn('integer')
  childId!: number;

  @PrimaryColumn('integer')
  userId!: number;

  /** 1 has registered the child, 2 was invited by the first. Unique for a child. */
  @Column('integer')
  position!: number;

  /** 続柄, as typed. */
  @Column('text')
  relation!: string;

  @MomentColumn()
  linkedAt!: Moment;
}
