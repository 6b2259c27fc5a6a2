import { BookingResource } from './booking-resource.entity.js';
import { Booking } from './booking.entity.js';

export const bookingsEntities = [Booking, BookingResource];
