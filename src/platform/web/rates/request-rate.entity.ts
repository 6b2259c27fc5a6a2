import { Column, Entity, PrimaryColumn } from 'typeorm';
import { MomentColumn } from '../../database/columns.js';
import type { Moment } from '../../time.js';

/** Requests of somebody in a stretch of time, as far as the processes told each other. The key holds a hash: no address is kept. */
@Entity('request_rate')
export class RequestRate {
  @PrimaryColumn('text')
  key!: string;

  @Column('integer')
  hits!: number;

  @MomentColumn()
  expiresAt!: Moment;
}
