import { Column, Entity, PrimaryColumn } from 'typeorm';
import { MomentColumn } from '../platform/database/columns.js';
import type { Moment } from '../platform/time.js';

/** How often something was tried lately. The key names the limit and a hash of who tried: no address is kept here. */
@Entity('throttle')
export class ThrottleEntry {
  @PrimaryColumn('text')
  key!: string;

  @Column('integer')
  hits!: number;

  @MomentColumn()
  expiresAt!: Moment;

  @MomentColumn({ nullable: true })
  blockedUntil!: Moment | null;
}
