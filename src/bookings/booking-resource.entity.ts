import { Entity, PrimaryColumn } from 'typeorm';

/** What a booking holds. The stretches that it takes in the timetable are occupancy rows with `source_kind = 'booking'`. */
@Entity('booking_resource')
export class BookingResource {
  @PrimaryColumn('integer')
  bookingId!: number;

  @PrimaryColumn('integer')
  resourceId!: number;
}
