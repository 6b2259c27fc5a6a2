import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { Moment } from '../../platform/time.js';

/** 委託者: who pays for programmes and accepts reports. */
@Entity('city')
export class City {
  @PrimaryGeneratedColumn()
  id!: number;

  /** Unique. */
  @Column('text')
  name!: string;

  @MomentColumn()
  createdAt!: Moment;
}
