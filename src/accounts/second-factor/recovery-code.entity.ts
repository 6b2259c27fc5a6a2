import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { Moment } from '../../platform/time.js';

/** A code that works once, for whoever has lost the device. Its SHA-256: 80 random bits cannot be guessed from it. */
@Entity('recovery_code')
export class RecoveryCode {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  userId!: number;

  @Column('text')
  codeHash!: string;

  @MomentColumn({ nullable: true })
  usedAt!: Moment | null;
}
