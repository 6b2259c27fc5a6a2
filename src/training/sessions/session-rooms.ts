import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '../../platform/database/database.js';
import { invalid, type Refused } from '../../platform/errors.js';
import { groupBy } from '../../platform/group-by.js';
import type { DateText } from '../../platform/time.js';
import { Occupants } from '../../venues/occupants.js';
import { Resource } from '../../venues/resource.entity.js';
import type { Source } from '../../venues/timetable.js';
import { VenueDays } from '../../venues/venue-days.js';
import type { Stretch } from '../../venues/venue-rules.js';
import { Venue } from '../../venues/venue.entity.js';
import { type RoomRefusal, whyNotHere } from './session-room.policy.js';

/** Says on which days a room can be had, and what is there where it cannot. */
@Injectable()
export class SessionRooms {
  constructor(
    private readonly database: Database,
    private readonly venueDays: VenueDays,
    private readonly occupants: Occupants,
  ) {}

  /** The venue of a room, kept as it is until the transaction ends. @throws Refused at `roomId` */
  async venueOf(tx: EntityManager, roomId: number): Promise<Venue> {
    const room = await tx.findOneBy(Resource, { id: roomId, kind: 'room' });
    if (!room) throw invalid('roomId', 'platform.unknown_choice');
    await this.database.lock(tx, 'venue', room.venueId, 'shared');
    return tx.findOneByOrFail(Venue, { id: room.venueId });
  }

  /** The days on which it cannot be had, each with the reason. @param without what is being moved */
  async refusals(
    tx: EntityManager,
    venue: Venue,
    { roomId, dates, wanted, without = [] }: RoomWish,
  ): Promise<Map<DateText, RoomRefusal>> {
    const first = dates.toSorted()[0];
    if (first === undefined) return new Map();
    const days = await this.venueDays.days(tx, venue, dates, { without });
    const moving = new Set(without.map(({ kind, id }) => `${kind} ${id}`));
    const standing = (await this.occupants.upcoming(tx, venue.id, first)).filter(
      ({ kind, id }) => !moving.has(`${kind} ${id}`),
    );
    const byDate = groupBy(standing, ({ date }) => date);
    const found = new Map<DateText, RoomRefusal>();
    for (const [date, day] of days) {
      const refusal = whyNotHere(roomId, wanted, day, byDate.get(date) ?? []);
      if (refusal) found.set(date, refusal);
    }
    return found;
  }
}

interface RoomWish {
  roomId: number;
  dates: readonly DateText[];
  wanted: Stretch;
  without?: readonly Source[];
}

/** The refusal as the form shows it, with what stands in the way. */
export function roomRefused(date: DateText, { code, there }: RoomRefusal): Refused {
  const what = there.map(({ start, end, label }) => ({ key: 'training:there', start, end, label: phraseOf(label) }));
  return invalid(code === 'training.day_shut' ? 'date' : 'roomId', code, { date, what });
}

function phraseOf(label: string | object): object {
  return typeof label === 'string' ? { key: label } : label;
}
