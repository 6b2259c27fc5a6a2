import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ask } from '../../platform/database/ask.js';
import { forSql } from '../../platform/database/columns.js';
import { Retention } from '../../platform/personal-data/retention.js';
import { momentAt } from '../../platform/time.js';
import { Child } from '../children/child.entity.js';
import { ErasedChildren } from './erased-children.js';

/** Cards of children who have not come for years, while their guardians may still do. */
@Injectable()
export class ChildRetention implements OnModuleInit {
  constructor(
    private readonly retention: Retention,
    private readonly erased: ErasedChildren,
  ) {}

  onModuleInit(): void {
    this.retention.register({
      kind: 'children',
      years: 5,
      due: async (manager, before) => {
        const cards = await manager
          .createQueryBuilder(Child, 'child')
          .select('child.id', 'id')
          .where(`child.created_at < :moment AND child.name <> '—'`, { moment: forSql(momentAt(before, 0)) })
          .andWhere('(child.health_changed_at IS NULL OR child.health_changed_at < :moment)')
          .orderBy('child.id')
          .getRawMany<{ id: number }>();
        const came = await ask<{ id: number }>(
          manager,
          'SELECT DISTINCT child_id AS id FROM care_place WHERE date >= $1',
          [before],
        );
        const since = new Set(came.map(({ id }) => id));
        return cards.filter(({ id }) => !since.has(id)).map(({ id }) => id);
      },
      anonymise: (tx, id) => this.erased.erase(tx, id),
    });
  }
}
