import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { Moment } from '../../platform/time.js';

/** Somebody who came to a session, known by name alone. Counted; later merged with a member, if she is one. */
@Entity('walk_in')
export class WalkIn {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  sessionId!: number;

  @Column('text')
  name!: string;

  @Column('text', { nullable: true })
  kana!: string | null;

  @MomentColumn()
  addedAt!: Moment;

  @Column('integer')
  addedBy!: number;

  /** What the phone calls this tap: one that is sent twice is written once. */
  @Column('text', { nullable: true })
  tap!: string | null;
}
