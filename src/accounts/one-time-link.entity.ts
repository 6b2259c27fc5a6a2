import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../platform/database/columns.js';
import type { Moment } from '../platform/time.js';

export type LinkPurpose = 'confirm_email' | 'reset_password' | 'invitation' | 'first_administrator' | 'second_guardian';

/** A link that works once, until it expires. The token itself is only in the mail; here is its SHA-256. */
@Entity('one_time_link')
export class OneTimeLink {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('text')
  tokenHash!: string;

  @Column('text')
  purpose!: LinkPurpose;

  @Column('integer', { nullable: true })
  userId!: number | null;

  /** The address that the link confirms or invites. */
  @Column('text', { nullable: true })
  email!: string | null;

  @Column('simple-json', { nullable: true })
  detail!: Record<string, unknown> | null;

  @MomentColumn()
  createdAt!: Moment;

  @MomentColumn()
  expiresAt!: Moment;

  @MomentColumn({ nullable: true })
  usedAt!: Moment | null;
}
