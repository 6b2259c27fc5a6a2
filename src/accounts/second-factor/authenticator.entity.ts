import { Column, Entity, PrimaryColumn } from 'typeorm';
import { SealedByHand } from '../../platform/crypto/sealed-column.js';
import { MomentColumn } from '../../platform/database/columns.js';
import type { Moment } from '../../platform/time.js';

/** An app that shows a new code every 30 seconds (TOTP, RFC 6238); one a person. */
@Entity('authenticator')
export class Authenticator {
  @PrimaryColumn('integer')
  userId!: number;

  /** Base32, sealed (platform/crypto/sealed.ts). */
  @SealedByHand()
  secret!: string;

  /** The last 30 seconds of which a code was taken, counted since 1970: none works again. */
  @Column('integer')
  lastStep!: number;

  @MomentColumn()
  createdAt!: Moment;
}
