import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { todayAt } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { Course } from '../../training/courses/course.entity.js';
import { Venue } from '../../venues/venue.entity.js';
import { City } from '../cities/city.entity.js';
import { Comments } from '../comments/comments.js';
import { dueLines } from '../due/due-lines.js';
import { papersOf } from '../due/papers.js';
import { TargetFigures } from '../targets/target-figures.js';
import { listView } from './programme-list.view.js';
import { type Chosen, formView, showView } from './programme.view.js';
import { idsOf, programmeFor, programmesFor, underWay } from './readable.js';

/** Reads what the pages about programmes show. */
@Injectable()
export class ProgrammePages {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly figures: TargetFigures,
    private readonly comments: Comments,
  ) {}

  /** With the targets of all at a glance. Five statements. */
  async list(viewer: Viewer): Promise<object> {
    const { reader } = this.database;
    const asOf = todayAt(this.clock.now());
    const programmes = await programmesFor(reader, viewer);
    const due = dueLines(await papersOf(reader, underWay(programmes)), programmes, viewer, asOf);
    return listView(programmes, await this.figures.of(reader, programmes, { asOf }), due, viewer, asOf);
  }

  /** Six statements. */
  async show(viewer: Viewer, id: number): Promise<object> {
    const { reader } = this.database;
    const asOf = todayAt(this.clock.now());
    const programme = await programmeFor(reader, viewer, id);
    const lines = (await this.figures.of(reader, [programme], { asOf })).get(id) ?? [];
    const comments = await this.comments.of(reader, id);
    const papers = await papersOf(reader, [id]);
    return showView({ programme, lines, comments, papers, viewer, asOf });
  }

  async adding(): Promise<object> {
    return formView(await this.choices(this.database.reader));
  }

  async editing(viewer: Viewer, id: number): Promise<object> {
    const { reader } = this.database;
    const programme = await programmeFor(reader, viewer, id);
    const kept = { programme, ...idsOf(programme) };
    return formView(await this.choices(reader, kept.courseIds), kept);
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
