import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ask } from '../../platform/database/ask.js';
import { groupBy } from '../../platform/group-by.js';
import type { DateText, Minute } from '../../platform/time.js';
import { isOne, STAFF, type Viewer } from '../../platform/web/viewer.js';
import type { SeenStretch } from './overlay.view.js';

/** What the viewer may know of a day beyond what is free. */
export interface Seen {
  stretches: SeenStretch[];
  /** Her own bookings of the day, by start. */
  own: OwnBooking[];
}

export interface OwnBooking {
  id: number;
  /** It waits for approval. */
  requested: boolean;
  start: Minute;
  end: Minute;
  /** Of what was chosen, not of what stands inside it. */
  names: string[];
}

interface Row {
  bookingId: number;
  status: string;
  memberId: number;
  memberName: string;
  resourceId: number;
  resourceName: string;
  /** None: not chosen itself, but inside something that was. */
  chosenId: number | null;
  start: Minute;
  end: Minute;
}

/** The date is asked of both: without it the databases would go through all that a member has ever booked. */
const OF_ALL = statement('');
const OF_MEMBER = statement('AND booking.member_id = $4');

function statement(whose: string): string {
  return `SELECT booking.id AS "bookingId", booking.status, booking.member_id AS "memberId", member.name AS "memberName",
      resource.id AS "resourceId", resource.name AS "resourceName", chosen.resource_id AS "chosenId",
      occupancy.start_minute + occupancy.buffer_before AS "start",
      occupancy.end_minute - occupancy.buffer_after AS "end"
    FROM occupancy
    JOIN booking ON occupancy.source_kind = 'booking' AND booking.id = occupancy.source_id
    JOIN resource ON resource.id = occupancy.resource_id
    JOIN app_user member ON member.id = booking.member_id
    LEFT JOIN booking_resource chosen
      ON chosen.booking_id = booking.id AND chosen.resource_id = occupancy.resource_id
    WHERE occupancy.date = $1 AND booking.date = $2 AND booking.venue_id = $3 ${whose}
    ORDER BY occupancy.start_minute, resource.position, resource.id`;
}

/** Reads whose the bookings of a day are: a member finds her own, the staff all of them. */
@Injectable()
export class SeenQuery {
  /** One statement. */
  async on(manager: EntityManager, venueId: number, date: DateText, viewer: Viewer): Promise<Seen> {
    const staff = isOne(viewer, STAFF);
    const rows = await ask<Row>(manager, staff ? OF_ALL : OF_MEMBER, [
      date,
      date,
      venueId,
      ...(staff ? [] : [viewer.id]),
    ]);
    return {
      stretches: rows.map((row) => ({ ...row, own: row.memberId === viewer.id })),
      own: ownOf(rows.filter(({ memberId, chosenId }) => memberId === viewer.id && chosenId !== null)),
    };
  }
}

function ownOf(rows: readonly Row[]): OwnBooking[] {
  return [...groupBy(rows, ({ bookingId }) => bookingId)].map(([id, of]) => ({
    id,
    requested: of[0]!.status === 'requested',
    start: of[0]!.start,
    end: of[0]!.end,
    names: of.map(({ resourceName }) => resourceName),
  }));
}
