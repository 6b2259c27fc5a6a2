import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { Moment } from '../../platform/time.js';

/** Who agreed for a child to which version of the terms of childcare, and when. Rows are only added. */
@Entity('child_consent')
export class ChildConsent {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  childId!: number;

  @Column('text')
  version!: string;

  @MomentColumn()
  agreedAt!: Moment;

  @Column('integer')
  agreedBy!: number;
}
