import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { DateText } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { Children, type GuardiansChild } from '../children/children.js';
import { seesNames } from '../places/care-names.policy.js';
import type { ReadingOf } from './card-reading.entity.js';
import { Readings } from './readings.js';

/** The children of whoever something is booked for, for the forms that ask which of them come along. */
@Injectable()
export class NamedFamily {
  constructor(
    private readonly children: Children,
    private readonly readings: Readings,
  ) {}

  /**
   * Whether the viewer is told their names stands beside them; that she is, is logged. One statement, two more for the staff.
   * @param on the day of the standing
   */
  async of(
    manager: EntityManager,
    viewer: Viewer,
    { guardianId, on }: { guardianId: number; on: DateText },
    what: ReadingOf,
  ): Promise<{ children: GuardiansChild[]; named: boolean }> {
    const children = await this.children.ofGuardian(manager, guardianId, on);
    const ids = children.map(({ id }) => id);
    return { children, named: await this.tells(viewer, guardianId, ids, what) };
  }

  /** Whether the viewer is told who they are; if she is, and they are not her own, it is logged. */
  async tells(viewer: Viewer, guardianId: number, childIds: readonly number[], what: ReadingOf): Promise<boolean> {
    const named = seesNames(viewer, guardianId);
    if (named && viewer.id !== guardianId) await this.readings.log(viewer.id, childIds, what);
    return named;
  }
}
