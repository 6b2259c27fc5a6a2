import { Column, Entity, PrimaryColumn } from 'typeorm';
import { MomentColumn } from '../database/columns.js';
import type { Moment } from '../time.js';

/** A signed-in browser. The id is the SHA-256 of what the cookie says, so that a copy of the table opens nothing. */
@Entity('session')
export class StoredSession {
  @PrimaryColumn('text')
  id!: string;

  @Column('integer', { nullable: true })
  userId!: number | null;

  @Column('text')
  data!: string;

  @MomentColumn()
  createdAt!: Moment;

  /** The last time that it was used, to within ten minutes. */
  @MomentColumn({ nullable: true })
  seenAt!: Moment | null;

  @MomentColumn()
  expiresAt!: Moment;
}
