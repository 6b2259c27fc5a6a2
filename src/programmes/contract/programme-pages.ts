import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { todayAt } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { Course } from '../../training/courses/course.entity.js';
import { Venue } from '../../venues/venue.entity.js';
import { City } from '../cities/city.entity.js';
import { Comments } from '../comments/comments.js';
import { Due } from '../due/due.js';
import { newestReports } from '../reports/newest-reports.js';
import { TargetFigures } from '../targets/target-figures.js';
import { listView } from './programme-list.view.js';
import { type Chosen, formView, showView } from './programme.view.js';
import { programmeFor, programmesFor } from './readable.js';

/** Reads what the pages about programmes show. */
@Injectable()
export class ProgrammePages {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly figures: TargetFigures,
    private readonly comments: Comments,
    private readonly due: Due,
  ) {}

  /** With the targets of all at a glance: as many statements for one as for many. */
  async list(viewer: Viewer): Promise<object> {
    const { reader } = this.database;
    const asOf = todayAt(this.clock.now());
    const programmes = await programmesFor(reader, viewer);
    const due = await this.due.of(reader, programmes, viewer, asOf);
    return listView(programmes, await this.figures.of(reader, programmes, { asOf }), due, viewer, asOf);
  }

  async show(viewer: Viewer, id: number): Promise<object> {
    const { reader } = this.database;
    const asOf = todayAt(this.clock.now());
    const programme = await programmeFor(reader, viewer, id);
    const lines = (await this.figures.of(reader, [programme], { asOf })).get(id) ?? [];
    const { venueIds, courseIds } = (await this.figures.scopes(reader, [programme], { asOf })).get(id)!;
    const venues = await reader.find(Venue, { where: { id: In([0, ...venueIds]) }, order: { position: 'ASC' } });
    const courses = await reader.find(Course, { where: { id: In([0, ...courseIds]) }, order: { id: 'ASC' } });
    const comments = await this.comments.of(reader, id);
    const due = await this.due.of(reader, [programme], viewer, asOf);
    const reports = await newestReports(reader, viewer, programme);
    return showView({ programme, lines, venues, courses, comments, due, reports, viewer, asOf });
  }

  async adding(): Promise<object> {
    return formView(await this.choices(this.database.reader));
  }

  async editing(viewer: Viewer, id: number): Promise<object> {
    const { reader } = this.database;
    const asOf = todayAt(this.clock.now());
    const programme = await programmeFor(reader, viewer, id);
    const { venueIds, courseIds } = (await this.figures.scopes(reader, [programme], { asOf })).get(id)!;
    return formView(await this.choices(reader, courseIds), { programme, venueIds, courseIds });
  }

  /** Courses that are over are offered where they belong to it already. */
  private async choices(manager: EntityManager, courseIds: readonly number[] = []): Promise<Chosen> {
    const cities = await manager.find(City, { order: { name: 'ASC' } });
    const venues = await manager.find(Venue, { order: { position: 'ASC', id: 'ASC' } });
    const courses = await manager.find(Course, { order: { id: 'DESC' } });
    const offered = courses.filter(({ id, status }) => status !== 'closed' || courseIds.includes(id));
    return { cities, venues, courses: offered };
  }
}
