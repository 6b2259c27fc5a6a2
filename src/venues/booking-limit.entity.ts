import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { ResourceKind } from './resource.entity.js';

/** What one member may hold of one kind; nothing set: no limit. */
@Entity('booking_limit')
export class BookingLimit {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  venueId!: number;

  @Column('text')
  kind!: ResourceKind;

  /** Bookings not yet over. */
  @Column('integer', { nullable: true })
  maxOpen!: number | null;

  @Column('integer', { nullable: true })
  maxMinutesDay!: number | null;

  /** Monday to Sunday. */
  @Column('integer', { nullable: true })
  maxMinutesWeek!: number | null;
}
