import { BookingChange } from './booking-change.entity.js';
import { DeskNote } from './desk/desk-note.entity.js';
import { BookingResource } from './booking-resource.entity.js';
import { KioskDevice } from './kiosk/kiosk-device.entity.js';
import { Booking } from './booking.entity.js';
import { Payment, PaymentLine } from './fees/payment.entity.js';
import { Receipt } from './fees/receipt.entity.js';
import { FeePlan } from './fees/plan.entity.js';
import { Reminder } from './reminders/reminder.entity.js';
import { BookingSeries } from './series/series.entity.js';
import { WaitlistEntry } from './waitlist/entry.entity.js';
import { WaitlistOffer } from './waitlist/offer.entity.js';

export const bookingsEntities = [
  Booking,
  BookingChange,
  BookingResource,
  BookingSeries,
  DeskNote,
  FeePlan,
  Payment,
  PaymentLine,
  Receipt,
  KioskDevice,
  Reminder,
  WaitlistEntry,
  WaitlistOffer,
];
