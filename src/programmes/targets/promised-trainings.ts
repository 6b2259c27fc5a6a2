import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { groupBy } from '../../platform/group-by.js';
import type { Measure } from '../../platform/indicators/indicator.js';
import type { DateText } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import type { Target as TrainingTarget } from '../../training/count/progress.policy.js';
import { Targets as TrainingTargets } from '../../training/count/targets.js';
import { SKILL_UP } from '../../training/courses/course.entity.js';
import { ProgrammeCourse } from '../contract/programme-course.entity.js';
import { Programme } from '../contract/programme.entity.js';
import { CityOfficer } from '../cities/city-officer.entity.js';
import { ownCity } from '../contract/readable.js';
import { Target, TargetMilestone } from './target.entity.js';

interface Row {
  id: number;
  programmeId: number;
  title: string;
  measure: Measure;
  categories: string;
  from: DateText;
  date: DateText;
  value: number;
}

/** Tells the room of trainings what programmes have promised of them, for its dashboards. */
@Injectable()
export class PromisedTrainings implements OnModuleInit {
  constructor(private readonly targets: TrainingTargets) {}

  onModuleInit(): void {
    this.targets.fillFrom(promised);
  }
}

/** Of the programmes that are open on that day, by their first day. Two statements. @param viewer an officer; none: of all cities */
async function promised(manager: EntityManager, today: DateText, viewer?: Viewer): Promise<TrainingTarget[]> {
  const query = manager
    .createQueryBuilder(Target, 'target')
    .innerJoin(Programme, 'programme', "programme.id = target.programme_id AND programme.status = 'open'")
    .innerJoin(TargetMilestone, 'milestone', 'milestone.target_id = target.id')
    .select(['target.id AS "id"', 'programme.id AS "programmeId"', 'target.title AS "title"'])
    .addSelect(['target.measure AS "measure"', 'target.categories AS "categories"'])
    .addSelect(['programme.from_date AS "from"', 'milestone.date AS "date"', 'milestone.value AS "value"'])
    .where("target.indicator = 'training_participants' AND target.withdrawn_at IS NULL")
    .andWhere('programme.from_date <= :today AND programme.to_date >= :today', { today })
    .orderBy('programme.from_date')
    .addOrderBy('programme.id')
    .addOrderBy('target.position')
    .addOrderBy('milestone.date');
  if (viewer) query.innerJoin(CityOfficer, ...ownCity(viewer));
  const rows = await query.getRawMany<Row>();
  if (rows.length === 0) return [];
  const programmeId = In([...new Set(rows.map((row) => row.programmeId))]);
  const courses = groupBy(await manager.findBy(ProgrammeCourse, { programmeId }), (one) => one.programmeId);
  return [...groupBy(rows, ({ id }) => id).values()].map((of): TrainingTarget => {
    const [{ title, measure, categories, from, programmeId: id }] = of as [Row];
    const courseIds = (courses.get(id) ?? []).map(({ courseId }) => courseId);
    const counted = measure === 'total' ? 'attendances' : 'people';
    const milestones = of.map(({ date, value }) => ({ date, value }));
    const only = { courseIds, categories: JSON.parse(categories) as string[] };
    return { name: SKILL_UP, title: { key: 'count:person', name: title }, counted, from, milestones, only };
  });
}
