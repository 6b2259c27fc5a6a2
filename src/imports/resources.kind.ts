import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { Welcomes } from '../accounts/members/members-in-bulk.js';
import { Clock } from '../platform/clock.js';
import { todayAt } from '../platform/time.js';
import { line, wholeNumber } from '../platform/web/form-fields.js';
import { ATTRIBUTES, BOOKABLE_BY, RESOURCE_KINDS } from '../venues/resource.entity.js';
import { ResourcesInBulk } from '../venues/resources/resources-in-bulk.js';
import { dateCell, wordFor } from './cells.js';
import type { Column, ReadRow } from './columns.policy.js';
import type { ImportKind, Judgement, Order, Tell } from './kind.js';
import { judgeResources } from './resources.policy.js';
import { headingsFor, meanings } from './words.js';

/** Rooms, desks and PCs of one venue from a table. */
@Injectable()
export class ResourcesKind implements ImportKind {
  constructor(
    private readonly resources: ResourcesInBulk,
    private readonly clock: Clock,
  ) {}

  columns(): Column[] {
    const column = (field: string, schema: Column['schema'], empty?: unknown): Column => {
      return { field, names: headingsFor('resources', field), required: empty === undefined, schema, empty };
    };
    const words = <T extends string>(values: readonly T[], room: string) =>
      meanings<T>(values.map((value) => [value, `venues:${room}.${value}`, `imports:values.${value}`]));
    const attribute = words(ATTRIBUTES, 'attributes');
    return [
      column('name', line(60)),
      column('kind', wordFor(words(RESOURCE_KINDS, 'kinds'), 'imports.kind_of_thing')),
      column('parent', line(60), null),
      column('capacity', wholeNumber(1, 500), 1),
      column('bookableBy', wordFor(words(BOOKABLE_BY, 'bookable_by'), 'imports.bookable_by'), 'member'),
      column('attributes', listOf(attribute), []),
      column('activeFrom', dateCell(), todayAt(this.clock.now())),
      column('activeUntil', dateCell(), null),
    ];
  }

  async judge(manager: EntityManager, order: Order, rows: readonly ReadRow[]): Promise<Judgement> {
    return judgeResources(rows, await this.resources.standing(manager, order.venueId!));
  }

  prepare(): Promise<Welcomes> {
    return Promise.resolve(new Map());
  }

  async perform(
    _tx: EntityManager,
    { actorId, venueId }: Order,
    rows: readonly ReadRow[],
    agree: (judgement: Judgement) => void,
    _welcomes: Welcomes,
    tell: Tell,
  ): Promise<void> {
    const whole = rows.map((one) => ({ ...one, values: { ...this.nothingSaid(), ...one.values } }));
    await this.resources.add(
      actorId,
      venueId!,
      (standing) => {
        const judged = judgeResources(whole, standing);
        agree(judged);
        return judged.things;
      },
      tell,
    );
  }

  /** What holds for a column that the table does not have. */
  private nothingSaid(): Record<string, unknown> {
    const open = this.columns().filter(({ required }) => !required);
    return Object.fromEntries(open.map(({ field, empty }) => [field, empty]));
  }
}

/** Several words in one cell, divided as people divide them. */
function listOf<T>(understood: (text: string) => T | undefined) {
  return z.string().transform((text, context) => {
    const found = text
      .split(/[、,，;；・\n]/)
      .filter((word) => word.trim() !== '')
      .map(understood);
    if (found.includes(undefined)) context.addIssue({ code: 'custom', message: 'imports.attributes' });
    return [...new Set(found)];
  });
}
