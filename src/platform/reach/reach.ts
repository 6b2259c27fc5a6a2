import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Role } from '../web/roles.js';
import { isOne, type Viewer } from '../web/viewer.js';
import type { Span } from './part.policy.js';

/** Knows what belongs to whom: a room further down the stream. */
export interface ReachSource {
  /** The venues that this person may read figures of, each on its days. One statement. */
  venues(manager: EntityManager, viewer: Viewer): Promise<Span[]>;
  /** Courses likewise. One statement. */
  courses(manager: EntityManager, viewer: Viewer): Promise<Span[]>;
}

/**
 * How far somebody sees who does not see the whole house, such as an officer of one of several cities. Where nobody has said
 * what is hers, nothing is.
 */
@Injectable()
export class Reach {
  private source: ReachSource | undefined;

  /** Called once at boot. */
  fillFrom(source: ReachSource): void {
    this.source = source;
  }

  /** Nothing: all venues, on all days. @param house who sees the whole house */
  async venues(manager: EntityManager, viewer: Viewer, house: readonly Role[]): Promise<Span[] | undefined> {
    return isOne(viewer, house) ? undefined : ((await this.source?.venues(manager, viewer)) ?? []);
  }

  /** Nothing: all courses, on all days. @param house who sees the whole house */
  async courses(manager: EntityManager, viewer: Viewer, house: readonly Role[]): Promise<Span[] | undefined> {
    return isOne(viewer, house) ? undefined : ((await this.source?.courses(manager, viewer)) ?? []);
  }
}
