import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { Moment } from '../../platform/time.js';

export type ErasureStatus = 'asked' | 'withdrawn' | 'refused' | 'done';

/** A person's wish that what is known about her be erased. Nobody has two that are open. */
@Entity('erasure_request')
export class ErasureRequest {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  userId!: number;

  @Column('text')
  status!: ErasureStatus;

  @MomentColumn()
  askedAt!: Moment;

  @MomentColumn({ nullable: true })
  answeredAt!: Moment | null;

  @Column('integer', { nullable: true })
  answeredBy!: number | null;

  /** Why not, told to her. */
  @Column('text', { nullable: true })
  answer!: string | null;
}
