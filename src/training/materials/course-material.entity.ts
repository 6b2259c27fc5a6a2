import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { BytesColumn, MomentColumn } from '../../platform/database/columns.js';
import type { Moment } from '../../platform/time.js';

/** A file or a link for those who are enrolled: one of the two. */
@Entity('course_material')
export class CourseMaterial {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  courseId!: number;

  @Column('text')
  title!: string;

  @Column('text', { nullable: true })
  url!: string | null;

  /** As it is saved, with the ending of what it is. */
  @Column('text', { nullable: true })
  fileName!: string | null;

  @Column('text', { nullable: true })
  mediaType!: string | null;

  /** Bytes. */
  @Column('integer', { nullable: true })
  size!: number | null;

  /** Only where it is asked for by name: lists do without. */
  @BytesColumn({ select: false, nullable: true })
  content!: Buffer | null;

  @Column('integer')
  position!: number;

  @MomentColumn()
  addedAt!: Moment;

  @Column('integer')
  addedBy!: number;
}
