import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { conflict, forbidden, invalid, notFound, Refused } from '../../platform/errors.js';
import { addDays, type DateText, todayAt } from '../../platform/time.js';
import type { CardForm } from './card-form.js';
import { asksForALook, CARD_FIELDS, type CardField, whyBirthDateRefused } from './card.policy.js';
import { CARE_TERMS_VERSION } from './care-terms.js';
import { ChildApproval } from './child-approval.entity.js';
import { ChildConsent } from './child-consent.entity.js';
import { ChildContact } from './child-contact.entity.js';
import { ChildGuardian } from './child-guardian.entity.js';
import { ChildPickup } from './child-pickup.entity.js';
import { ChildRules } from './child-rules.entity.js';
import { Child } from './child.entity.js';
import { DueChildren } from './due-children.js';

/** More children than a family has: nobody fills the house with cards. */
const MOST_CHILDREN = 10;
/** Nothing is booked farther ahead. */
const FAR_DAYS = 400;

/** What a guardian does with her child's card. Whoever is no guardian of the child finds nothing. */
@Injectable()
export class Cards {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly due: DueChildren,
    private readonly audit: Audit,
  ) {}

  /** @returns the id. @throws Refused `childcare.born_in_future`, `childcare.too_old`, `childcare.too_many_children` */
  async register(userId: number, form: CardForm): Promise<number> {
    return this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'guardian', userId);
      if ((await tx.countBy(ChildGuardian, { userId })) >= MOST_CHILDREN)
        throw invalid('name', 'childcare.too_many_children', { maximum: MOST_CHILDREN });
      await this.checkBirthDate(tx, form.birthDate);
      const now = this.clock.now();
      const { name, kana, birthDate, allergies, medication, conditions, notes } = form;
      const written = { name, kana, birthDate, allergies, medication, conditions, notes };
      const child = tx.create(Child, { ...written, healthChangedAt: now, createdAt: now, createdBy: userId });
      const { id } = await tx.save(child);
      const guardian = { childId: id, userId, position: 1, relation: form.relation, linkedAt: now };
      await tx.insert(ChildGuardian, guardian);
      await this.writePeople(tx, id, form);
      if (form.consent) await this.agree(tx, id, userId);
      await this.audit.record(tx, { actorId: userId, action: 'childcare.child_registered', subject: subjectOf(id) });
      return id;
    });
  }

  /**
   * @throws Refused `childcare.changed_meanwhile` (conflict) where somebody else has changed the card since it was read,
   * and as `register`
   */
  async change(userId: number, id: number, form: CardForm): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { child, guardian } = await this.own(tx, userId, id);
      if (child.revision !== form.revision) throw new Refused('conflict', 'childcare.changed_meanwhile');
      if (form.birthDate !== child.birthDate) await this.checkBirthDate(tx, form.birthDate);
      if (form.relation !== guardian.relation)
        await tx.update(ChildGuardian, { childId: id, userId }, { relation: form.relation });
      if (form.consent) await this.agree(tx, id, userId);
      const changed = await this.changedFields(tx, child, form);
      if (changed.length === 0) return;
      const { name, kana, birthDate, allergies, medication, conditions, notes } = form;
      const written = { name, kana, birthDate, allergies, medication, conditions, notes };
      const [last] = await tx.find(ChildApproval, { where: { childId: id }, order: { id: 'DESC' }, take: 1 });
      const look = asksForALook(changed, last?.outcome ?? null);
      await tx.update(Child, id, {
        ...written,
        revision: child.revision + 1,
        ...(look ? { healthChangedAt: this.clock.now() } : {}),
      });
      await this.writePeople(tx, id, form);
      await this.audit.record(tx, {
        actorId: userId,
        action: 'childcare.card_changed',
        subject: subjectOf(id),
        detail: { changed },
      });
    });
  }

  /** Takes the card back. @throws Refused `childcare.still_coming` while an interview or a place stands */
  async archive(userId: number, id: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { guardian } = await this.own(tx, userId, id);
      if (guardian.position !== 1) throw forbidden();
      const today = todayAt(this.clock.now());
      const coming = await this.due.between(tx, today, addDays(today, FAR_DAYS));
      if (coming.has(id)) throw conflict('archive', 'childcare.still_coming');
      await tx.update(Child, id, { archivedAt: this.clock.now() });
      await this.audit.record(tx, { actorId: userId, action: 'childcare.child_archived', subject: subjectOf(id) });
    });
  }

  async restore(userId: number, id: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      const guardian = await tx.findOneBy(ChildGuardian, { childId: id, userId, position: 1 });
      if (!guardian) throw notFound();
      await tx.update(Child, id, { archivedAt: null });
      await this.audit.record(tx, { actorId: userId, action: 'childcare.child_restored', subject: subjectOf(id) });
    });
  }

  /** The child under her lock. @throws Refused not found, also for archived ones */
  async own(tx: EntityManager, userId: number, id: number): Promise<{ child: Child; guardian: ChildGuardian }> {
    await this.database.lock(tx, 'child', id);
    const guardian = await tx.findOneBy(ChildGuardian, { childId: id, userId });
    const child = guardian && (await tx.findOneBy(Child, { id }));
    if (!child || child.archivedAt) throw notFound();
    return { child, guardian };
  }

  private async checkBirthDate(tx: EntityManager, birthDate: DateText): Promise<void> {
    const { oldestAge } = await tx.findOneByOrFail(ChildRules, { id: 1 });
    const code = whyBirthDateRefused(birthDate, todayAt(this.clock.now()), oldestAge);
    if (code) throw invalid('birthDate', code, { age: oldestAge });
  }

  private async changedFields(tx: EntityManager, child: Child, form: CardForm): Promise<CardField[]> {
    const contacts = await tx.find(ChildContact, { where: { childId: child.id }, order: { position: 'ASC' } });
    const pickups = await tx.find(ChildPickup, { where: { childId: child.id }, order: { position: 'ASC' } });
    const before = {
      ...child,
      contacts: contacts.map(({ name, relation, phone }) => ({ name, relation, phone })),
      pickups: pickups.map(({ name, relation }) => ({ name, relation })),
    };
    return CARD_FIELDS.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(form[field]));
  }

  private async writePeople(tx: EntityManager, childId: number, { contacts, pickups }: CardForm): Promise<void> {
    const numbered = <T>(people: readonly T[]) => people.map((one, at) => ({ ...one, childId, position: at + 1 }));
    await tx.delete(ChildContact, { childId });
    if (contacts.length > 0) await tx.insert(ChildContact, numbered(contacts));
    await tx.delete(ChildPickup, { childId });
    if (pickups.length > 0) await tx.insert(ChildPickup, numbered(pickups));
  }

  private async agree(tx: EntityManager, childId: number, userId: number): Promise<void> {
    if (await tx.existsBy(ChildConsent, { childId, version: CARE_TERMS_VERSION })) return;
    const agreed = { childId, version: CARE_TERMS_VERSION, agreedAt: this.clock.now(), agreedBy: userId };
    await tx.insert(ChildConsent, agreed);
    await this.audit.record(tx, {
      actorId: userId,
      action: 'childcare.consented',
      subject: subjectOf(childId),
      detail: { version: CARE_TERMS_VERSION },
    });
  }
}

function subjectOf(id: number): { kind: string; id: number } {
  return { kind: 'child', id };
}
