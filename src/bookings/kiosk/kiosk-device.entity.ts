import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { Moment } from '../../platform/time.js';

/** A tablet that stands in a venue for everybody. It is nobody: what it may, it may by its cookie. */
@Entity('kiosk_device')
export class KioskDevice {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  venueId!: number;

  @Column('text')
  name!: string;

  /** Eight digits that are typed at the device, once. Readable, since the manager looks at it on the way there; good for minutes. */
  @Column('text', { nullable: true })
  pairingCode!: string | null;

  @MomentColumn({ nullable: true })
  pairingUntil!: Moment | null;

  /** SHA-256 of what the device's cookie says. */
  @Column('text', { nullable: true })
  tokenHash!: string | null;

  @Column('integer')
  createdBy!: number;

  @MomentColumn()
  createdAt!: Moment;

  @MomentColumn({ nullable: true })
  pairedAt!: Moment | null;

  @MomentColumn({ nullable: true })
  lastSeenAt!: Moment | null;

  /** From then on its cookie opens nothing. */
  @MomentColumn({ nullable: true })
  revokedAt!: Moment | null;
}
