import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { Moment } from '../../platform/time.js';

/** A key that a person's device holds (WebAuthn). Here is its public half, which opens nothing. */
@Entity('passkey')
export class Passkey {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  userId!: number;

  /** As the browser names it, base64url; unique. */
  @Column('text')
  credentialId!: string;

  /** COSE, base64url. */
  @Column('text')
  publicKey!: string;

  /** How often the device says that it was used; many always say 0. PostgreSQL gives it as text. */
  @Column('bigint', { transformer: { to: (count: number) => count, from: Number } })
  counter!: number;

  /** How browsers reach it: `internal`, `hybrid`, `usb` … */
  @Column('simple-json')
  transports!: string[];

  /** The person's own word for it. */
  @Column('text')
  name!: string;

  @MomentColumn()
  createdAt!: Moment;

  @MomentColumn({ nullable: true })
  usedAt!: Moment | null;
}
