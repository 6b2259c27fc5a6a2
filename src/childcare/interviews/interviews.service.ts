import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { needsConfirmedEmail } from '../../accounts/needs-confirmed-email.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { isDuplicate } from '../../platform/database/sql-errors.js';
import { conflict, invalid, Refused } from '../../platform/errors.js';
import { todayAt } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { Cards } from '../children/cards.service.js';
import { DueChildren } from '../children/due-children.js';
import { InterviewMails } from './interview-mails.js';
import { hasBegun, whyNotBookable } from './interview.policy.js';
import { slotRows, type SlotRow } from './interview-rows.js';
import { InterviewSlot } from './interview-slot.entity.js';
import { Interview } from './interview.entity.js';

const SLOT_TAKEN = { name: 'interview_slot_taken', columns: 'interview.slot_id' };
const CHILD_COMING = { name: 'interview_child_coming', columns: 'interview.child_id' };

/** Guardians book interviews, one that is to come for a child; the database lets one family have a slot. */
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

  /** Slots that a guardian can choose from, and the one that the child has. One statement. */
  async choices(childId: number): Promise<{ free: SlotRow[]; own: SlotRow | undefined }> {
    const now = this.clock.now();
    const rows = await slotRows(this.database.reader, (query) =>
      query.andWhere(
        "((interview.id IS NULL AND slot.date >= :today) OR (interview.child_id = :childId AND interview.status = 'booked'))",
        { today: todayAt(now), childId },
      ),
    );
    return {
      free: rows.filter((row) => row.childId === null && !hasBegun(row, now)),
      own: rows.find((row) => row.childId === childId),
    };
  }

  /**
   * Books a slot; a booking that stands moves to it.
   * @throws Refused not found, `childcare.slot_gone`, `childcare.slot_over`, `childcare.slot_taken` (conflict), also for
   * the second of two who come at the same moment, `childcare.interview_began`
   */
  async book(viewer: Viewer, childId: number, form: { slotId: number; note: string | null }): Promise<void> {
    needsConfirmedEmail(viewer);
    try {
      await this.database.transaction(async (tx) => {
        await this.cards.own(tx, viewer.id, childId);
        await this.mustBeFree(tx, form.slotId, childId);
        const standing = await tx.findOneBy(Interview, { childId, status: 'booked' });
        if (standing) await this.move(tx, viewer, standing, form);
        else await this.add(tx, viewer, childId, form);
      });
    } catch (error) {
      if (isDuplicate(error, SLOT_TAKEN)) throw conflict('slotId', 'childcare.slot_taken');
      if (isDuplicate(error, CHILD_COMING)) throw conflict('slotId', 'childcare.changed_meanwhile');
      throw error;
    }
  }

  /** @throws Refused not found, `childcare.no_interview`, `childcare.interview_began` */
  async cancel(viewer: Viewer, childId: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.cards.own(tx, viewer.id, childId);
      const standing = await tx.findOneBy(Interview, { childId, status: 'booked' });
      if (!standing) throw new Refused('conflict', 'childcare.no_interview');
      await this.mustNotHaveBegun(tx, standing);
      await this.end(tx, viewer.id, standing, 'cancelled');
    });
  }

  /** Ends it without asking whether one may. @param news `closed`: the staff takes the slot back */
  async end(tx: EntityManager, actorId: number, interview: Interview, news: 'cancelled' | 'closed'): Promise<void> {
    const { id, childId, revision } = interview;
    await tx.update(Interview, id, { status: 'cancelled', revision: revision + 1, changedAt: this.clock.now() });
    await this.mails.tell(tx, news, id);
    await this.audit.record(tx, {
      actorId: actorId,
      action: 'childcare.interview_cancelled',
      subject: { kind: 'interview', id },
      detail: { childId },
    });
  }

  private async add(
    tx: EntityManager,
    viewer: Viewer,
    childId: number,
    { slotId, note }: { slotId: number; note: string | null },
  ): Promise<void> {
    const now = this.clock.now();
    const given = { slotId, childId, bookedBy: viewer.id, status: 'booked' as const, note };
    const { id } = await tx.save(
      tx.create(Interview, { ...given, revision: 1, createdAt: now, changedAt: now, remindedFor: null }),
    );
    await this.mails.tell(tx, 'booked', id);
    await this.audit.record(tx, {
      actorId: viewer.id,
      action: 'childcare.interview_booked',
      subject: { kind: 'interview', id },
      detail: { childId, slotId },
    });
  }

  private async move(
    tx: EntityManager,
    viewer: Viewer,
    interview: Interview,
    { slotId, note }: { slotId: number; note: string | null },
  ): Promise<void> {
    const { id, childId, revision } = interview;
    await this.mustNotHaveBegun(tx, interview);
    const moved = slotId !== interview.slotId;
    await tx.update(Interview, id, {
      slotId,
      note,
      bookedBy: viewer.id,
      revision: revision + 1,
      changedAt: this.clock.now(),
      remindedFor: null,
    });
    if (moved) await this.mails.tell(tx, 'changed', id);
    await this.audit.record(tx, {
      actorId: viewer.id,
      action: 'childcare.interview_changed',
      subject: { kind: 'interview', id },
      detail: { childId, slotId },
    });
  }

  private async mustBeFree(tx: EntityManager, slotId: number, childId: number): Promise<void> {
    await this.database.lock(tx, 'interview_slot', slotId);
    const slot = await tx.findOneBy(InterviewSlot, { id: slotId });
    if (!slot) throw invalid('slotId', 'platform.unknown_choice');
    const [row] = await slotRows(tx, (query) => query.andWhere('slot.id = :slotId', { slotId }));
    const taken = row !== undefined && row.childId !== null && row.childId !== childId;
    const { date, startMinute: start, endMinute: end } = slot;
    const facts = { date, start, end, closed: slot.closedAt !== null, taken };
    const code = whyNotBookable(facts, this.clock.now());
    if (code) throw conflict('slotId', code);
  }

  private async mustNotHaveBegun(tx: EntityManager, { slotId }: Interview): Promise<void> {
    const { date, startMinute: start, endMinute: end } = await tx.findOneByOrFail(InterviewSlot, { id: slotId });
    if (hasBegun({ date, start, end }, this.clock.now())) throw new Refused('conflict', 'childcare.interview_began');
  }
}
