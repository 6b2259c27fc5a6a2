import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Departures, type DepartureSource } from '../../accounts/members/departures.js';
import { Clock } from '../../platform/clock.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { say } from '../../platform/views/words.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { Cancellations } from './cancellations.js';
import { isAhead } from './door.policy.js';
import { Enrolment, OPEN } from './enrolment.entity.js';
import { Seats } from './seats.js';

/** Gives free the seats, and the places in the line, of somebody who is shut out. */
@Injectable()
export class EnrolmentDepartures implements DepartureSource, OnModuleInit {
  constructor(
    private readonly clock: Clock,
    private readonly departures: Departures,
    private readonly seats: Seats,
    private readonly cancellations: Cancellations,
  ) {}

  onModuleInit(): void {
    this.departures.register(this);
  }

  /** Two statements. */
  async coming(manager: EntityManager, userId: number): Promise<Phrase[]> {
    const count = (await this.open(manager, [userId])).length;
    return count > 0 ? [{ key: 'enrolment:departure', count }] : [];
  }

  async leave(tx: EntityManager, viewer: Viewer, userId: number): Promise<void> {
    const reason = say('ja', 'enrolment:departure_reason');
    for (const { id } of await this.open(tx, [userId])) await this.cancellations.cancel(viewer, id, reason);
  }

  /** Those that hold, or wait for, something that lies ahead. Two statements, however many people. */
  async open(manager: EntityManager, userIds: readonly number[]): Promise<Enrolment[]> {
    const open = await manager.find(Enrolment, {
      where: { userId: In([...userIds]), status: In([...OPEN]) },
      order: { courseId: 'ASC' },
    });
    const held = await this.seats.heldBy(
      manager,
      open.map(({ id }) => id),
    );
    const now = this.clock.now();
    const ahead = held.filter((seat) => isAhead(seat, now));
    return open.filter(({ id, status }) => status === 'waiting' || ahead.some(({ enrolmentId }) => enrolmentId === id));
  }
}
