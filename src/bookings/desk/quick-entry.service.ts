import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Members } from '../../accounts/members/members.service.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { conflict, invalid, notFound, Refused } from '../../platform/errors.js';
import { momentAt, type Moment } from '../../platform/time.js';
import { within } from '../../venues/stretches.policy.js';
import { Timetable } from '../../venues/timetable.js';
import { VenueDays } from '../../venues/venue-days.js';
import { Venue } from '../../venues/venue.entity.js';
import { standingOf } from '../approval/approval.policy.js';
import { BookingCheck } from '../booking-check.js';
import { BookingResource } from '../booking-resource.entity.js';
import { BookingRows } from '../booking-rows.js';
import { Booking } from '../booking.entity.js';
import { holdings, sourceOf } from '../booking.service.js';
import { Fees } from '../fees/fees.service.js';
import { CheckInService } from '../check-in/check-in.service.js';
import { NoShows } from '../check-in/no-shows.service.js';
import type { QuickEntryOrder, WalkInLine } from './quick-entry.form.js';

type Day = Pick<QuickEntryOrder, 'date' | 'venueId'> & { actorId: number };

/** Takes over what was written on the printed day sheet. */
@Injectable()
export class QuickEntry {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly members: Members,
    private readonly venueDays: VenueDays,
    private readonly timetable: Timetable,
    private readonly rows: BookingRows,
    private readonly check: BookingCheck,
    private readonly fees: Fees,
    private readonly checkIns: CheckInService,
    private readonly noShows: NoShows,
  ) {}

  /**
   * All of it, or nothing, with the times of the paper. Sent twice, it is done once. A booking that was given free
   * meanwhile, because nobody could check in, counts as come for.
   * @returns how many arrivals are new
   * @throws Refused with a problem at the line that is wrong
   */
  async enter(actorId: number, order: QuickEntryOrder): Promise<number> {
    return this.database.transaction(async (tx) => {
      const day = { ...order, actorId };
      let count = 0;
      for (const { id, at } of order.came) {
        const field = `at${id}`;
        const moment = this.pastMoment(field, order.date, at);
        if (await this.came(day, id, { field, at: moment })) count += 1;
      }
      for (const line of order.walkIns) if (await this.walkedIn(tx, day, line)) count += 1;
      return count;
    });
  }

  private pastMoment(field: string, date: string, minute: number): Moment {
    const at = momentAt(date, minute);
    if (at.epochMilliseconds > this.clock.now().epochMilliseconds) throw invalid(field, 'bookings.entry_future');
    return at;
  }

  private async came(day: Day, id: number, { field, at }: { field: string; at: Moment }): Promise<boolean> {
    try {
      await this.noShows.restoreAfterwards(id, day.actorId);
      const order = { actorId: day.actorId, kind: 'entry' as const, at, venueId: day.venueId };
      return !(await this.checkIns.checkIn(id, order)).already;
    } catch (error) {
      if (!(error instanceof Refused) || error.kind !== 'conflict') throw error;
      throw invalid(field, error.code, error.params);
    }
  }

  private async walkedIn(tx: EntityManager, day: Day, line: WalkInLine): Promise<boolean> {
    const { date, venueId, actorId } = day;
    const { start, end, resourceId } = line;
    if (end <= start) throw invalid(`end${line.line}`, 'bookings.end_before_start');
    const at = this.pastMoment(`start${line.line}`, date, start);
    const [member, ...others] = await this.members.find(line.member, 2);
    if (!member) throw invalid(`member${line.line}`, 'bookings.unknown_member');
    if (others.length > 0) throw invalid(`member${line.line}`, 'bookings.several_members');
    await this.check.lock(tx, venueId, member.id);

    const venue = await tx.findOneBy(Venue, { id: venueId });
    if (!venue) throw notFound();
    const [resource] = await this.rows.resources(tx, [resourceId]);
    if (resource?.venueId !== venueId) throw invalid(`resource${line.line}`, 'bookings.unknown_resource');
    const held = await this.rows.heldBy(tx, { memberId: member.id, venueId }, date);
    const isTwin = held.some(
      (one) => one.date === date && one.start === start && one.end === end && one.resourceIds.includes(resourceId),
    );
    if (isTwin) return false;

    const kinds = [resource.kind];
    const [fee] = await this.fees.quote(tx, venue, member.id, [{ date, start, end, kinds }]);
    const now = this.clock.now();
    const booking = await tx.save(
      tx.create(Booking, {
        venueId,
        memberId: member.id,
        date,
        startMinute: start,
        endMinute: end,
        purpose: null,
        ...standingOf({ date, start, end }, { needed: resource.needsApproval, approverId: actorId, rules: venue, now }),
        revision: 0,
        createdAt: now,
        createdBy: actorId,
        checkedInAt: at,
        checkedInBy: actorId,
        checkInByKind: 'entry',
        fee,
      }),
    );
    await tx.insert(BookingResource, holdings(booking.id, [resourceId]));
    await this.database.lock(tx, 'booking-day', `${venueId}:${date}`);
    const laidOut = await this.venueDays.day(tx, venue, date);
    const isFree = within({ start, end }, laidOut.resources.find(({ id }) => id === resourceId)?.free ?? []);
    // What is past is noted as it was, also where the desk of somebody who never came was used.
    const isOver = momentAt(date, end).epochMilliseconds <= now.epochMilliseconds;
    if (!isFree && !isOver) throw conflict(`resource${line.line}`, 'venues.taken');
    if (isFree) await this.timetable.occupy(tx, sourceOf(booking.id), [resourceId], { date, start, end });
    const subject = { kind: 'booking', id: booking.id };
    await this.audit.record(tx, { actorId, action: 'bookings.walk_in_entered', subject });
    return true;
  }
}
