import { expect, test } from '@jest/globals';
import { bookingEvent } from '../../src/bookings/calendar/booking-event.js';
import { momentOf } from '../../src/platform/time.js';

const at = (hour: number) => momentOf(`2026-11-21T0${hour}:00:00Z`);
const facts = {
  id: 7,
  revision: 1,
  status: 'booked',
  date: '2026-11-24',
  start: 600,
  end: 720,
  createdAt: at(0),
  changedAt: null,
  cancelledAt: null,
  noShowAt: null,
  decidedAt: null,
  venue: { name: 'すだち', address: '小平市' },
  resources: ['席1'],
};

test.each([
  [{}, 'CONFIRMED', at(0)],
  [{ changedAt: at(1) }, 'CONFIRMED', at(1)],
  [{ status: 'cancelled', changedAt: at(1), cancelledAt: at(2) }, 'CANCELLED', at(2)],
  [{ status: 'no_show', changedAt: at(1), noShowAt: at(3) }, 'CANCELLED', at(3)],
  [{ status: 'booked', noShowAt: at(3) }, 'CONFIRMED', at(3)], // taken back
  [{ status: 'waiting' }, 'TENTATIVE', at(0)],
])('%j is %s', (part, status, changed) => {
  const event = bookingEvent({ ...facts, ...part }, 'ja', 'https://tsudoi.test:8443');
  expect([event.status, event.changed.toString(), event.uid]).toEqual([
    status,
    changed.toString(),
    'booking-7@tsudoi.test',
  ]);
});
