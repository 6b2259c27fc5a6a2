import { Module } from '@nestjs/common';
import { VenuesModule } from '../venues/venues.module.js';
import { BookingCheck } from './booking-check.js';
import { BookingPost } from './booking-post.js';
import { BookingRows } from './booking-rows.js';
import { BookingService } from './booking.service.js';
import { BookingsController } from './bookings.controller.js';
import { MendingService } from './mending.service.js';

@Module({
  imports: [VenuesModule],
  controllers: [BookingsController],
  providers: [BookingRows, BookingCheck, BookingPost, BookingService, MendingService],
})
export class BookingsModule {}
