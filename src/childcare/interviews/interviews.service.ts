import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In, Not, type EntityManager } from 'typeorm';
import { needsConfirmedEmail } from '../../accounts/needs-confirmed-email.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { isDuplicate } from '../../platform/database/sql-errors.js';
import { conflict, invalid, Refused } from '../../platform/errors.js';
import { todayAt } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { Cards } from '../children/cards.service.js';
import { ChildGuardian } from '../children/child-guardian.entity.js';
import { DueChildren } from '../children/due-children.js';
import { InterviewMails } from './interview-mails.js';
import { hasBegun, whyNotBookable } from './interview.policy.js';
import { slotRows, type SlotRow } from './interview-rows.js';
import { InterviewSlot } from './interview-slot.entity.js';
import { Interview } from './interview.entity.js';

const SLOT_TAKEN = { name: 'interview_slot_taken', columns: 'interview.slot_id, interview.seat' };
const CHILD_COMING = { name: 'interview_child_coming', columns: 'interview.child_id' };
const MINE = `EXISTS (SELECT 1 FROM interview mine JOIN child_guardian own ON own.child_id = mine.child_id
  WHERE mine.slot_id = slot.id AND mine.status = 'booked' AND own.user_id = :userId)`;
const NOBODYS = `NOT EXISTS (SELECT 1 FROM interview one WHERE one.slot_id = slot.id AND one.status <> 'cancelled')`;

export interface InterviewOrder {
  slotId: number;
  note: string | null;
  /** Brothers and sisters of whom it is to be too; those who have another time are moved. */
  childIds: readonly number[];
}

/** Guardians book interviews, one that is to come for a child; one family has a slot, for one child or several. */
@Injectable()
export class Interviews implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly cards: Cards,
    private readonly due: DueChildren,
    private readonly mails: InterviewMails,
    private readonly audit: Audit,
  ) {}

  onModuleInit(): void {
    this.due.register(async (manager, from, to) => {
      const rows = await manager
        .createQueryBuilder(Interview, 'interview')
        .innerJoin(InterviewSlot, 'slot', 'slot.id = interview.slot_id')
        .select('interview.child_id', 'childId')
        .where("interview.status = 'booked' AND slot.date BETWEEN :from AND :to", { from, to })
        .getRawMany<{ childId: number }>();
      return rows.map(({ childId }) => childId);
    });
  }

  /** Slots that a guardian can choose from, those of her other children among them, and the one that the child has. One statement. */
  async choices(userId: number, childId: number): Promise<{ free: SlotRow[]; own: SlotRow | undefined }> {
    const now = this.clock.now();
    const rows = await slotRows(this.database.reader, (query) =>
      query.andWhere(`((slot.date >= :today AND ${NOBODYS}) OR ${MINE})`, { today: todayAt(now), userId }),
    );
    const own = rows.find(({ children }) => children.some((one) => one.childId === childId && one.status === 'booked'));
    return { free: rows.filter((row) => row !== own && !hasBegun(row, now)), own };
  }

  /**
   * Books a slot; a booking that stands moves to it.
   * @throws Refused not found, `childcare.slot_gone`, `childcare.slot_over`, `childcare.slot_taken` (conflict), also for
   * the second of two who come at the same moment, `childcare.interview_began`
   */
  async book(viewer: Viewer, childId: number, order: InterviewOrder): Promise<void> {
    needsConfirmedEmail(viewer);
    const ids = [...new Set([childId, ...order.childIds])].toSorted((a, b) => a - b);
    try {
      await this.database.transaction(async (tx) => {
        for (const id of ids) await this.cards.own(tx, viewer.id, id);
        const there = await this.mustBeFree(tx, viewer, order.slotId);
        const standing = await tx.findBy(Interview, { childId: In(ids), status: 'booked' });
        for (const slotId of new Set(standing.map((one) => one.slotId))) await this.mustNotHaveBegun(tx, slotId);
        const left = new Set(standing.map((one) => one.slotId).filter((slotId) => slotId !== order.slotId));
        let seat = Math.max(-1, ...there.map((one) => one.seat));
        const fresh: number[] = [];
        for (const id of ids) {
          const was = standing.find((one) => one.childId === id);
          const seated = was?.slotId === order.slotId ? was.seat : (seat += 1);
          const interviewId = was
            ? await this.move(tx, viewer, was, { ...order, seat: seated })
            : await this.add(tx, viewer, id, { ...order, seat: seated });
          if (was?.slotId !== order.slotId) fresh.push(interviewId);
        }
        await this.mails.announce(tx, standing.length > 0 ? 'changed' : 'booked', fresh);
        for (const slotId of left) await this.stay(tx, slotId);
      });
    } catch (error) {
      if (isDuplicate(error, SLOT_TAKEN)) throw conflict('slotId', 'childcare.slot_taken');
      if (isDuplicate(error, CHILD_COMING)) throw conflict('slotId', 'childcare.changed_meanwhile');
      throw error;
    }
  }

  /** Also for those of her other children about whom it is. @throws Refused not found, `childcare.no_interview`, `childcare.interview_began` */
  async cancel(viewer: Viewer, childId: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.cards.own(tx, viewer.id, childId);
      const standing = await tx.findOneBy(Interview, { childId, status: 'booked' });
      if (!standing) throw new Refused('conflict', 'childcare.no_interview');
      const { slotId } = standing;
      await this.mustNotHaveBegun(tx, slotId);
      const own = new Set((await tx.findBy(ChildGuardian, { userId: viewer.id })).map((one) => one.childId));
      const booked = await tx.find(Interview, { where: { slotId, status: 'booked' }, order: { seat: 'ASC' } });
      const ending = booked.filter((one) => own.has(one.childId));
      await this.end(tx, viewer.id, ending, 'cancelled');
      await this.stay(tx, slotId);
    });
  }

  /** Ends them without asking whether one may. @param news `closed`: the staff takes the slot back */
  async end(
    tx: EntityManager,
    actorId: number,
    interviews: readonly Interview[],
    news: 'cancelled' | 'closed',
  ): Promise<void> {
    const ids = interviews.map(({ id }) => id);
    await tx.update(Interview, { id: In(ids) }, { status: 'cancelled', changedAt: this.clock.now() });
    await this.mails.announce(tx, news, ids);
    for (const { id, childId } of interviews) await this.record(tx, actorId, 'cancelled', id, { childId });
  }

  private async add(
    tx: EntityManager,
    viewer: Viewer,
    childId: number,
    { slotId, note, seat }: InterviewOrder & { seat: number },
  ): Promise<number> {
    const now = this.clock.now();
    const given = { slotId, childId, seat, bookedBy: viewer.id, status: 'booked' as const, note };
    const { id } = await tx.save(
      tx.create(Interview, { ...given, revision: 0, createdAt: now, changedAt: now, remindedFor: null }),
    );
    await this.record(tx, viewer.id, 'booked', id, { childId, slotId });
    return id;
  }

  private async move(
    tx: EntityManager,
    viewer: Viewer,
    { id, childId, note: noted }: Interview,
    { slotId, note, seat }: InterviewOrder & { seat: number },
  ): Promise<number> {
    const changed = { slotId, seat, note: note ?? noted, bookedBy: viewer.id };
    await tx.update(Interview, id, { ...changed, changedAt: this.clock.now(), remindedFor: null });
    await this.record(tx, viewer.id, 'changed', id, { childId, slotId });
    return id;
  }

  /** Who stays behind, of whom no calendar knows because the others' did. */
  private async stay(tx: EntityManager, slotId: number): Promise<void> {
    const left = await tx.find(Interview, { where: { slotId, status: 'booked' }, order: { seat: 'ASC' } });
    const isKnown = left.some(({ revision }) => revision > 0);
    if (left.length > 0 && !isKnown) await this.mails.announce(tx, 'booked', [left[0]!.id]);
  }

  /** @returns who of the family has it already */
  private async mustBeFree(tx: EntityManager, viewer: Viewer, slotId: number): Promise<Interview[]> {
    await this.database.lock(tx, 'interview_slot', slotId);
    const slot = await tx.findOneBy(InterviewSlot, { id: slotId });
    if (!slot) throw invalid('slotId', 'platform.unknown_choice');
    const there = await tx.findBy(Interview, { slotId, status: Not('cancelled' as const) });
    const own = new Set((await tx.findBy(ChildGuardian, { userId: viewer.id })).map(({ childId }) => childId));
    const taken = there.some(({ childId, status }) => !own.has(childId) || status !== 'booked');
    const { date, startMinute: start, endMinute: end } = slot;
    const facts = { date, start, end, closed: slot.closedAt !== null, taken };
    const code = whyNotBookable(facts, this.clock.now());
    if (code) throw conflict('slotId', code);
    return there;
  }

  private async mustNotHaveBegun(tx: EntityManager, slotId: number): Promise<void> {
    const { date, startMinute: start, endMinute: end } = await tx.findOneByOrFail(InterviewSlot, { id: slotId });
    if (hasBegun({ date, start, end }, this.clock.now())) throw new Refused('conflict', 'childcare.interview_began');
  }

  private record(
    tx: EntityManager,
    actorId: number,
    what: 'booked' | 'changed' | 'cancelled',
    id: number,
    detail: object,
  ): Promise<void> {
    const deed = { actorId, action: `childcare.interview_${what}` as const, subject: { kind: 'interview', id } };
    return this.audit.record(tx, { ...deed, detail: { ...detail } });
  }
}
