import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit } from '../../platform/audit/audit.js';
import { ask } from '../../platform/database/ask.js';
import { forSql, fromSql, type Raw } from '../../platform/database/columns.js';
import { type Breach, type Exposed, exposed, holdsOneOf } from '../../platform/personal-data/breach.js';
import { PersonalData, type PersonalRecords } from '../../platform/personal-data/personal-data.js';
import type { Moment } from '../../platform/time.js';
import { CityOfficer } from '../cities/city-officer.entity.js';
import { MANAGERS } from '../contract/readable.js';
import { Comment } from '../comments/comment.entity.js';
import { citiesBetween } from './office.policy.js';

const OFFICERS_CHANGED = `SELECT entry.subject_id AS "cityId", entry.at, entry.detail FROM audit_entry entry
  WHERE entry.action IN ('programmes.city_added', 'programmes.city_changed') ORDER BY entry.at, entry.id`;

interface CityTold {
  before?: { officerIds?: number[] };
  after?: { officerIds?: number[] };
}

/** The cities for which somebody worked at any time in between. Two statements. */
async function officeBetween(manager: EntityManager, { userId, from, to }: Breach): Promise<Set<number>> {
  const held = (await manager.findBy(CityOfficer, { userId })).map(({ cityId, since }) => {
    return { cityId, since: since.epochMilliseconds };
  });
  const rows = await ask<Raw<{ cityId: number; at: Moment; detail: string }>>(manager, OFFICERS_CHANGED, []);
  const changes = rows.map(({ cityId, at, detail }) => {
    const { before, after } = JSON.parse(detail) as CityTold;
    const of = (told: CityTold['before']): number[] => told?.officerIds ?? [];
    return { cityId, at: fromSql(at).epochMilliseconds, before: of(before), after: of(after) };
  });
  return citiesBetween(userId, held, changes, from.epochMilliseconds, to.epochMilliseconds);
}

/** What people did in their office: papers of the contract stay as they were handed in. */
@Injectable()
export class ProgrammeRecords implements PersonalRecords, OnModuleInit {
  readonly kind = 'programmes';
  readonly tables = [
    'city_officer',
    'programme',
    'programme_comment',
    'programme_payment',
    'indicator_entry',
    'contract_document',
    'contract_document_version',
    'monthly_report',
    'report_version',
    'report_picture',
    'report_comment',
  ];

  constructor(
    private readonly personalData: PersonalData,
    private readonly audit: Audit,
  ) {}

  onModuleInit(): void {
    this.personalData.register(this);
  }

  async collect(manager: EntityManager, userId: number): Promise<Record<string, unknown>> {
    return {
      officerOf: await manager.findBy(CityOfficer, { userId }),
      comments: await manager.findBy(Comment, { writtenBy: userId }),
    };
  }

  /** An officer reads no list of people; what was said about programmes of the cities for which she worked then, by name. */
  async exposed(manager: EntityManager, breach: Breach): Promise<Exposed[]> {
    const all = holdsOneOf(breach, MANAGERS);
    if (!all && !holdsOneOf(breach, ['officer'])) return [];
    const cities = all ? undefined : await officeBetween(manager, breach);
    const written = await ask<{ id: number; cityId: number }>(
      manager,
      `SELECT DISTINCT said.written_by AS id, programme.city_id AS "cityId"
       FROM programme_comment said JOIN programme ON programme.id = said.programme_id WHERE said.written_at <= $1`,
      [forSql(breach.to)],
    );
    const seen = written.filter(({ cityId }) => !cities || cities.has(cityId)).map(({ id }) => id);
    return exposed('person', new Set(seen), 'personal:exposed.comments');
  }

  /** Of what she could have read, her roles tell later (Breaches): that her office ended must stand in the trail. */
  async erase(tx: EntityManager, userId: number): Promise<void> {
    for (const { cityId } of await tx.findBy(CityOfficer, { userId })) {
      const subject = { kind: 'city', id: cityId };
      const ids = (await tx.findBy(CityOfficer, { cityId })).map((one) => one.userId);
      const detail = { before: { officerIds: ids }, after: { officerIds: ids.filter((id) => id !== userId) } };
      await this.audit.record(tx, { actorId: null, action: 'programmes.city_changed', subject, detail });
    }
    await tx.delete(CityOfficer, { userId });
  }
}
