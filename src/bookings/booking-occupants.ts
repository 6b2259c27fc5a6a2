import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { User } from '../accounts/user.entity.js';
import { groupBy } from '../platform/group-by.js';
import { paths } from '../platform/paths.js';
import type { DateText, Slot } from '../platform/time.js';
import { type Occupant, Occupants, type OccupantSource } from '../venues/occupants.js';
import { BookingResource } from './booking-resource.entity.js';
import { Booking, STANDING } from './booking.entity.js';
import { MendingService } from './mending.service.js';

type Row = Slot & { id: number; resourceId: number; name: string };

/** Shows the bookings to managers who change the rules under them, and ends them where the place shuts. */
@Injectable()
export class BookingOccupants implements OccupantSource, OnModuleInit {
  readonly kind = 'booking';

  constructor(
    private readonly occupants: Occupants,
    private readonly mending: MendingService,
  ) {}

  onModuleInit(): void {
    this.occupants.register(this);
  }

  /** One statement. */
  async upcoming(manager: EntityManager, venueId: number, from: DateText): Promise<Occupant[]> {
    const rows = await manager
      .createQueryBuilder(Booking, 'booking')
      .innerJoin(BookingResource, 'held', 'held.booking_id = booking.id')
      .innerJoin(User, 'member', 'member.id = booking.member_id')
      .select('booking.id', 'id')
      .addSelect('booking.date', 'date')
      .addSelect('booking.start_minute', 'start')
      .addSelect('booking.end_minute', 'end')
      .addSelect('held.resource_id', 'resourceId')
      .addSelect('member.name', 'name')
      .where('booking.venue_id = :venueId AND booking.date >= :from', { venueId, from })
      .andWhere('booking.status IN (:...standing)', { standing: STANDING })
      .orderBy('booking.date')
      .addOrderBy('booking.start_minute')
      .addOrderBy('booking.id')
      .addOrderBy('held.resource_id')
      .getRawMany<Row>();
    return [...groupBy(rows, ({ id }) => id).values()].map((of) => {
      const { id, date, start, end, name } = of[0]!;
      return {
        kind: this.kind,
        id,
        date,
        start,
        end,
        resourceIds: of.map(({ resourceId }) => resourceId),
        label: { key: 'bookings:occupant', name },
        href: paths.booking(id),
      };
    });
  }

  async evict(tx: EntityManager, ids: readonly number[], reason: string, actorId: number): Promise<void> {
    for (const id of ids) await this.mending.evict(tx, id, reason, actorId);
  }
}
