import { Injectable, type OnModuleInit } from '@nestjs/common';
import { idsOf } from '../../platform/personal-data/breach.js';
import { Retention } from '../../platform/personal-data/retention.js';
import { BookingChange } from '../booking-change.entity.js';
import { Booking } from '../booking.entity.js';

/** What people wrote beside bookings: for what they came, why they did not, and why the staff moved them. */
@Injectable()
export class PurposeRetention implements OnModuleInit {
  constructor(private readonly retention: Retention) {}

  onModuleInit(): void {
    this.retention.register({
      kind: 'purposes',
      years: 5,
      due: (manager, before) =>
        idsOf(
          manager,
          `SELECT id FROM booking WHERE date < $1 AND (purpose IS NOT NULL OR cancel_reason IS NOT NULL OR EXISTS (
             SELECT 1 FROM booking_change change WHERE change.booking_id = booking.id AND change.reason <> '')) ORDER BY id`,
          [before],
        ),
      anonymise: async (tx, id) => {
        await tx.update(Booking, id, { purpose: null, cancelReason: null });
        await tx.update(BookingChange, { bookingId: id }, { reason: '' });
      },
    });
  }
}
