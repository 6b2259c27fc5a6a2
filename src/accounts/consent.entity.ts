import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../platform/database/columns.js';
import type { Moment } from '../platform/time.js';

/** Who agreed to which version of which text, and when. Rows are only added. */
@Entity('consent')
export class Consent {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  userId!: number;

  @Column('text')
  document!: 'privacy';

  @Column('text')
  version!: string;

  @MomentColumn()
  agreedAt!: Moment;

  /** Who of the staff put down what she signed on paper; nobody: she agreed by herself. */
  @Column('integer', { nullable: true })
  recordedBy!: number | null;
}
