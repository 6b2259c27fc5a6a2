import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Span } from '../../platform/reach/part.policy.js';
import { Reach } from '../../platform/reach/reach.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { CityOfficer } from '../cities/city-officer.entity.js';
import { ProgrammeCourse } from './programme-course.entity.js';
import { ProgrammeVenue } from './programme-venue.entity.js';
import { Programme } from './programme.entity.js';
import { ownCity } from './readable.js';

/** Tells the rooms above what an officer may read: venues and courses of her cities' programmes, within their periods. */
@Injectable()
export class OfficerReach implements OnModuleInit {
  constructor(private readonly reach: Reach) {}

  onModuleInit(): void {
    this.reach.fillFrom({
      venues: (manager, viewer) => spansOf(manager, viewer, ProgrammeVenue, 'held.venue_id'),
      courses: (manager, viewer) => spansOf(manager, viewer, ProgrammeCourse, 'held.course_id'),
    });
  }
}

/** One statement. */
function spansOf(
  manager: EntityManager,
  viewer: Viewer,
  link: typeof ProgrammeVenue | typeof ProgrammeCourse,
  id: string,
): Promise<Span[]> {
  return manager
    .createQueryBuilder<ProgrammeVenue | ProgrammeCourse>(link, 'held')
    .innerJoin(Programme, 'programme', 'programme.id = held.programme_id')
    .innerJoin(CityOfficer, ...ownCity(viewer))
    .select([`${id} AS "id"`, 'programme.from_date AS "from"', 'programme.to_date AS "to"'])
    .getRawMany<Span>();
}
