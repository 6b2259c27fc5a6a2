import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { isDuplicate } from '../../platform/database/sql-errors.js';
import { conflict, invalid, notFound } from '../../platform/errors.js';
import { CareHolders } from '../places/care-holders.js';
import { CarePlaceRows } from '../places/care-place-rows.js';
import { CarePlace } from '../places/care-place.entity.js';
import { CarePlaces } from '../places/care-places.js';
import { CareEvent } from './care-event.entity.js';
import { DayMails } from './day-mails.js';
import { DayScope } from './day-scope.js';
import { inOrder, type Tap, whyNot } from './tap.policy.js';

/** A tap as it came in. */
export interface SentTap extends Tap {
  placeId: number;
  /** Of the tap; the same one again changes nothing. */
  clientKey: string;
  /** Somebody typed the time: it stands as it is. */
  isTyped: boolean;
}

const KEY = { name: 'care_event_key', columns: 'care_event.client_key' };

/** Writes down what happens to children in care: arrival, notes, hand-over. */
@Injectable()
export class CareEvents {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly scope: DayScope,
    private readonly places: CarePlaces,
    private readonly rows: CarePlaceRows,
    private readonly holders: CareHolders,
    private readonly mails: DayMails,
  ) {}

  /**
   * @returns false: it stood there already
   * @throws Refused not_found for a child whom the staff may not see now; tap.policy.ts says the rest
   */
  async record(actorId: number, tap: SentTap): Promise<boolean> {
    try {
      return await this.database.transaction((tx) => this.write(tx, actorId, tap));
    } catch (error) {
      if (isDuplicate(error, KEY)) return false;
      throw error;
    }
  }

  private async write(tx: EntityManager, actorId: number, sent: SentTap): Promise<boolean> {
    const { placeId, clientKey } = sent;
    await this.database.lock(tx, 'care-place', placeId);
    const place = await tx.findOneBy(CarePlace, { id: placeId });
    if (!place || !(await this.scope.shows(tx, place.date))) throw notFound();
    const known = await tx.findOneBy(CareEvent, { clientKey });
    if (known && known.placeId !== placeId) throw conflict('', 'childcare.key_taken');
    if (known) return false;
    const now = this.clock.now();
    const events = await tx.findBy(CareEvent, { placeId });
    const tap = sent.isTyped ? sent : { ...sent, happenedAt: inOrder(sent, events) };
    const refusal = whyNot(tap, { now, date: place.date, released: place.status !== 'reserved', events });
    if (refusal) throw refused(refusal);
    const { kind, happenedAt, data, correctsId } = tap;
    await tx.insert(CareEvent, {
      placeId,
      kind,
      happenedAt,
      data,
      clientKey,
      correctsId,
      recordedAt: now,
      recordedBy: actorId,
    });
    if (kind === 'refusal') await this.giveUp(tx, place, actorId);
    const undone = kind === 'undo' ? events.find(({ id }) => id === correctsId) : undefined;
    await this.mails.tell(tx, place, tap, undone);
    return true;
  }

  /** The place is free for others; what the guardian does meanwhile stays as it is. */
  private async giveUp(tx: EntityManager, place: CarePlace, actorId: number): Promise<void> {
    const held = await this.rows.of(tx, [{ kind: place.forKind, id: place.forId }]);
    const own = held.filter(({ id }) => id === place.id);
    await this.places.letGo(tx, own, { actorId, reason: null });
    const { forKind: kind, forId, guardianId, date } = place;
    const losses = own.map(({ venueId }) => ({ kind, id: forId, guardianId, venueId, date, places: own, reason: '' }));
    await this.holders.lost(tx, losses, actorId);
  }
}

function refused(why: NonNullable<ReturnType<typeof whyNot>>): Error {
  if (why === 'nothing_left') return invalid('text', 'platform.required');
  const code = `childcare.tap_${why}` as const;
  if (why === 'fever') return invalid('temperature', code);
  if (why === 'in_future' || why === 'other_day' || why === 'before_arrival' || why === 'after_handover')
    return invalid('time', code);
  return conflict('', code);
}
