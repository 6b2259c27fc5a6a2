import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { BytesColumn } from '../../platform/database/columns.js';

/** The picture of a course: on its page, and where the page is shared. */
@Entity('course_picture')
export class CoursePicture {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  courseId!: number;

  /** What the picture shows, for those who do not see it. */
  @Column('text')
  alt!: string;

  @Column('text')
  mediaType!: string;

  @BytesColumn({ select: false })
  content!: Buffer;

  /** Pixels: the page keeps the place free. */
  @Column('integer')
  width!: number;

  @Column('integer')
  height!: number;
}
