import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { ask } from '../../platform/database/ask.js';
import { groupBy } from '../../platform/group-by.js';
import type { Breach, Exposed, Named, Opened, Subject } from '../../platform/personal-data/breach.js';
import {
  type Obstacle,
  type Obstacles,
  PersonalData,
  type PersonalRecords,
} from '../../platform/personal-data/personal-data.js';
import { addDays, type DateText, todayAt } from '../../platform/time.js';
import { CardReading } from '../readings/card-reading.entity.js';
import { Readings } from '../readings/readings.js';
import { ChildApproval } from '../children/child-approval.entity.js';
import { ChildConsent } from '../children/child-consent.entity.js';
import { ChildContact } from '../children/child-contact.entity.js';
import { ChildGuardian } from '../children/child-guardian.entity.js';
import { ChildPickup } from '../children/child-pickup.entity.js';
import { Child } from '../children/child.entity.js';
import { DueChildren } from '../children/due-children.js';
import { CareEvent } from '../day/care-event.entity.js';
import { presenceOf } from '../day/presence.policy.js';
import { Incident, IncidentEntry } from '../incidents/incident.entity.js';
import { Interview } from '../interviews/interview.entity.js';
import { CarePlace } from '../places/care-place.entity.js';
import { exposedChildren, openedChildren } from './child-breach.js';
import { ErasedChildren } from './erased-children.js';

const FAR_DAYS = 400;

/** Her children: their cards, and their days in care. */
@Injectable()
export class ChildRecords implements PersonalRecords, OnModuleInit {
  readonly kind = 'children';
  readonly tables = [
    'child',
    'child_guardian',
    'child_contact',
    'child_pickup',
    'child_consent',
    'child_approval',
    'card_reading',
    'interview',
    'interview_slot',
    'care_place',
    'care_refusal',
    'care_event',
    'care_incident',
    'care_incident_entry',
    'care_roster',
    'care_pattern',
    'care_slot',
    'care_staff',
  ];

  constructor(
    private readonly personalData: PersonalData,
    private readonly clock: Clock,
    private readonly due: DueChildren,
    private readonly erased: ErasedChildren,
    private readonly readings: Readings,
  ) {}

  onModuleInit(): void {
    this.personalData.register(this);
  }

  async collect(manager: EntityManager, userId: number): Promise<Record<string, unknown>> {
    const links = await manager.findBy(ChildGuardian, { userId });
    const childId = In(links.map((link) => link.childId));
    const places = await manager.find(CarePlace, { where: { childId }, order: { date: 'ASC', id: 'ASC' } });
    const placeId = In(places.map(({ id }) => id));
    const incidents = await manager.findBy(Incident, { placeId });
    return {
      children: await manager.findBy(Child, { id: childId }),
      guardian: links,
      contacts: await manager.findBy(ChildContact, { childId }),
      pickups: await manager.findBy(ChildPickup, { childId }),
      consents: await manager.findBy(ChildConsent, { childId }),
      decisions: await manager.findBy(ChildApproval, { childId }),
      interviews: await manager.findBy(Interview, { childId }),
      places,
      lines: await manager.find(CareEvent, { where: { placeId }, order: { id: 'ASC' } }),
      incidents,
      incidentEntries: await manager.findBy(IncidentEntry, { incidentId: In(incidents.map(({ id }) => id)) }),
      readings: await manager.find(CardReading, { where: { childId }, order: { id: 'ASC' } }),
    };
  }

  async obstacles(manager: EntityManager, userIds: readonly number[]): Promise<Obstacles> {
    const today = todayAt(this.clock.now());
    const links = await manager.findBy(ChildGuardian, { userId: In([...userIds]) });
    const childId = In(links.map((link) => link.childId));
    const places = await manager.findBy(CarePlace, { childId, date: today });
    const events = groupBy(
      await manager.findBy(CareEvent, { placeId: In(places.map(({ id }) => id)) }),
      ({ placeId }) => placeId,
    );
    const here = new Set(
      places.filter(({ id }) => presenceOf(events.get(id) ?? []).standing === 'here').map((place) => place.childId),
    );
    const due = await this.due.between(manager, today, addDays(today, FAR_DAYS));
    const found = new Map<number, Obstacle[]>();
    for (const link of links) if (due.has(link.childId)) found.set(link.userId, ['personal:against.care']);
    for (const link of links) if (here.has(link.childId)) found.set(link.userId, ['personal:against.in_care']);
    return found;
  }

  async activeSince(manager: EntityManager, day: DateText): Promise<number[]> {
    const statement = `SELECT DISTINCT guardian_id AS id FROM care_place WHERE date >= $1`;
    return (await ask<{ id: number }>(manager, statement, [day])).map(({ id }) => id);
  }

  exposed(manager: EntityManager, breach: Breach): Promise<Exposed[]> {
    return exposedChildren(manager, breach);
  }

  opened(manager: EntityManager, breach: Breach): Promise<Opened[]> {
    return openedChildren(manager, breach);
  }

  /** Their guardians are written to. */
  async named(manager: EntityManager): Promise<Named[]> {
    const rows = await ask<{ id: number; name: string; email: string | null }>(
      manager,
      `SELECT child.id, child.name, guardian.email FROM child
       LEFT JOIN child_guardian link ON link.child_id = child.id LEFT JOIN app_user guardian ON guardian.id = link.user_id
       ORDER BY child.kana, child.id, link.position`,
      [],
    );
    return [...groupBy(rows, ({ id }) => id)].map(([id, of]) => ({
      kind: 'child',
      id,
      name: of[0]!.name,
      emails: of.flatMap(({ email }) => email ?? []),
    }));
  }

  async shown(viewerId: number, subjects: readonly Subject[]): Promise<void> {
    const children = subjects.filter(({ kind }) => kind === 'child').map(({ id }) => id);
    await this.readings.log(viewerId, children, 'breach');
  }

  /** A child with another guardian stays hers. */
  async erase(tx: EntityManager, userId: number): Promise<void> {
    for (const { childId } of await tx.findBy(ChildGuardian, { userId })) {
      const guardians = await tx.find(ChildGuardian, { where: { childId }, order: { position: 'ASC' } });
      const other = guardians.find((one) => one.userId !== userId);
      if (!other) await this.erased.erase(tx, childId);
      else {
        await tx.delete(ChildGuardian, { childId, userId });
        await tx.update(ChildGuardian, { childId, userId: other.userId }, { position: 1 });
      }
    }
    await tx.update(CarePlace, { guardianId: userId }, { releaseReason: null });
  }
}
