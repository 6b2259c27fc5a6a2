import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { invalid, notFound } from '../../platform/errors.js';
import type { Upload } from '../../platform/web/upload.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { readPicture } from '../../venues/pictures/picture.policy.js';
import { redrawn } from '../../venues/pictures/redraw.js';
import type { Course } from '../courses/course.entity.js';
import { courseOf } from '../courses/courses.js';
import { OwnCourses } from '../courses/own-courses.js';
import { Enrolment } from '../enrolment/enrolment.entity.js';
import { CourseMaterial } from './course-material.entity.js';
import { kindOfFile, savedName } from './file-kind.policy.js';
import type { MaterialForm } from './material-form.js';

const MOST = 30;
/** Pixels: what is written on a picture of a hand-out can still be read. */
const LONGEST_SIDE = 4000;

type NewFile = Pick<CourseMaterial, 'fileName' | 'mediaType' | 'size' | 'content'>;
const NO_FILE: NewFile = { fileName: null, mediaType: null, size: null, content: null };

/** A material without its content. */
export type MaterialRow = Omit<CourseMaterial, 'content'>;

/** Files and links of a course: for the enrolled, for who teaches it, and for managers. */
@Injectable()
export class Materials {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly courses: OwnCourses,
  ) {}

  /** In their order. One statement, and no content. */
  of(manager: EntityManager, courseId: number): Promise<MaterialRow[]> {
    return manager.find(CourseMaterial, { where: { courseId }, order: { position: 'ASC', id: 'ASC' } });
  }

  /** The course, for who may have its materials. Three statements at most. @throws Refused not_found */
  async openTo(manager: EntityManager, viewer: Viewer, courseId: number): Promise<Course> {
    const course = await courseOf(manager, courseId);
    const enrolled = { courseId, userId: viewer.id, status: 'enrolled' as const };
    if (course.status !== 'draft' && (await manager.existsBy(Enrolment, enrolled))) return course;
    if (await this.courses.worksIn(manager, viewer, courseId)) return course;
    throw notFound();
  }

  /** The file itself. Four statements at most. @throws Refused not_found: no such file, or not for her */
  async file(viewer: Viewer, courseId: number, id: number): Promise<CourseMaterial & { content: Buffer }> {
    const { reader } = this.database;
    await this.openTo(reader, viewer, courseId);
    const material = await reader
      .createQueryBuilder(CourseMaterial, 'material')
      .addSelect('material.content')
      .where('material.id = :id AND material.course_id = :courseId', { id, courseId })
      .getOne();
    if (!material?.content) throw notFound();
    return material as CourseMaterial & { content: Buffer };
  }

  /** @throws Refused not_found; training.material_… at `file` or `url` */
  async add(viewer: Viewer, courseId: number, { title, url }: MaterialForm, upload: Upload): Promise<void> {
    if (url === null && !upload.file) throw invalid('file', 'training.material_missing');
    if (url !== null && upload.file) throw invalid('url', 'training.material_twice');
    const file = upload.file ? await fileOf(upload.file, upload.fileName) : NO_FILE;
    await this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'course', courseId);
      await this.courses.find(tx, viewer, courseId);
      const others = await this.of(tx, courseId);
      if (others.length >= MOST) throw invalid('title', 'training.material_too_many', { maximum: MOST });
      const made = { addedAt: this.clock.now(), addedBy: viewer.id, position: (others.at(-1)?.position ?? 0) + 1 };
      const { id } = await tx.save(tx.create(CourseMaterial, { courseId, title, url, ...file, ...made }));
      const detail = { courseId, title, url, fileName: file.fileName };
      const subject = { kind: 'course_material', id };
      await this.audit.record(tx, { actorId: viewer.id, action: 'training.material_added', subject, detail });
    });
  }

  /** @throws Refused not_found */
  async remove(viewer: Viewer, courseId: number, id: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.courses.find(tx, viewer, courseId);
      const material = await tx.findOneBy(CourseMaterial, { id, courseId });
      if (!material) throw notFound();
      await tx.delete(CourseMaterial, id);
      const detail = { courseId, title: material.title };
      const subject = { kind: 'course_material', id };
      await this.audit.record(tx, { actorId: viewer.id, action: 'training.material_removed', subject, detail });
    });
  }
}

/** What is kept of a file. A picture is drawn anew: nothing goes with it but what one sees. */
async function fileOf(given: Buffer, name: string): Promise<NewFile> {
  const kind = kindOfFile(given);
  if (!kind) throw invalid('file', 'training.material_unknown_kind');
  const picture = readPicture(given);
  const wish = { longestSide: LONGEST_SIDE, field: 'file' };
  const content = typeof picture === 'string' ? given : (await redrawn(given, picture, wish)).content;
  return { fileName: savedName(name, kind.ending), mediaType: kind.mediaType, size: content.length, content };
}
