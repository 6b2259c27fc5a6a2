import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit } from '../../platform/audit/audit.js';
import { Database } from '../../platform/database/database.js';
import { invalid, notFound } from '../../platform/errors.js';
import { isOne, STAFF, type Viewer } from '../../platform/web/viewer.js';
import { readPicture } from '../../venues/pictures/picture.policy.js';
import { redrawn } from '../../venues/pictures/redraw.js';
import { courseOf } from '../courses/courses.js';
import { CoursePicture } from './course-picture.entity.js';

/** A picture without its content. */
export type CoursePictureRow = Omit<CoursePicture, 'content'>;

/** The picture of a course; it has one at most. */
@Injectable()
export class CoursePictures {
  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
  ) {}

  /** One statement, and no content. */
  async of(manager: EntityManager, courseId: number): Promise<CoursePictureRow | undefined> {
    return (await manager.findOneBy(CoursePicture, { courseId })) ?? undefined;
  }

  /** With its content. That of a draft is for the staff alone. Two statements. @throws Refused not_found */
  async shown(viewer: Viewer | undefined, courseId: number, id: number): Promise<CoursePicture> {
    const { reader } = this.database;
    const { status } = await courseOf(reader, courseId);
    if (status === 'draft' && !isOne(viewer, STAFF)) throw notFound();
    const select = { mediaType: true, content: true } as const;
    const picture = await reader.findOne(CoursePicture, { select, where: { id, courseId } });
    if (!picture) throw notFound();
    return picture;
  }

  /** In the place of the one before. @throws Refused not_found; venues.picture_… at `picture` */
  async put(actorId: number, courseId: number, alt: string, file: Buffer | undefined): Promise<void> {
    if (!file) throw invalid('picture', 'venues.picture_missing');
    const read = readPicture(file);
    if (typeof read === 'string') throw invalid('picture', `venues.${read}`);
    const { content, facts } = await redrawn(file, read);
    await this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'course', courseId);
      await courseOf(tx, courseId);
      await tx.delete(CoursePicture, { courseId });
      const { id } = await tx.save(tx.create(CoursePicture, { courseId, alt, content, ...facts }));
      const subject = { kind: 'course_picture', id };
      await this.audit.record(tx, { actorId, action: 'training.picture_set', subject, detail: { courseId, alt } });
    });
  }

  /** @throws Refused not_found */
  async remove(actorId: number, courseId: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      const picture = await this.of(tx, courseId);
      if (!picture) throw notFound();
      await tx.delete(CoursePicture, { courseId });
      const subject = { kind: 'course_picture', id: picture.id };
      await this.audit.record(tx, { actorId, action: 'training.picture_removed', subject, detail: { courseId } });
    });
  }
}
