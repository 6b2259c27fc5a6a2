import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ask } from '../../platform/database/ask.js';
import { forSql } from '../../platform/database/columns.js';
import { type Breach, type Exposed, exposed, holdsOneOf, idsOf } from '../../platform/personal-data/breach.js';
import { PersonalData, type PersonalRecords } from '../../platform/personal-data/personal-data.js';
import { CityOfficer } from '../cities/city-officer.entity.js';
import { MANAGERS } from '../contract/readable.js';
import { Comment } from '../comments/comment.entity.js';

/** The cities for which somebody worked at any time in between. Two statements. */
async function officeBetween(manager: EntityManager, { userId, from, to }: Breach): Promise<number[]> {
  const today = await idsOf(manager, 'SELECT city_id AS id FROM city_officer WHERE user_id = $1 AND since <= $2', [
    userId,
    forSql(to),
  ]);
  const changes = await ask<{ id: number; detail: string }>(
    manager,
    `SELECT subject_id AS id, detail FROM audit_entry WHERE action = 'programmes.city_changed' AND at >= $1`,
    [forSql(from)],
  );
  const before = changes.filter(({ detail }) => {
    const told = JSON.parse(detail) as { before?: { officerIds?: number[] } };
    return told.before?.officerIds?.includes(userId);
  });
  return [...today, ...before.map(({ id }) => id)];
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

  constructor(private readonly personalData: PersonalData) {}

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
    const cities = all ? [] : await officeBetween(manager, breach);
    const written = await ask<{ id: number; cityId: number }>(
      manager,
      `SELECT DISTINCT said.written_by AS id, programme.city_id AS "cityId"
       FROM programme_comment said JOIN programme ON programme.id = said.programme_id WHERE said.written_at <= $1`,
      [forSql(breach.to)],
    );
    const seen = written.filter(({ cityId }) => all || cities.includes(cityId)).map(({ id }) => id);
    return exposed('person', new Set(seen), 'personal:exposed.comments');
  }

  async erase(tx: EntityManager, userId: number): Promise<void> {
    await tx.delete(CityOfficer, { userId });
  }
}
