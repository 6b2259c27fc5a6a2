import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What somebody answered as she enrolled. Nothing: no row. */
@Entity('course_answer')
export class CourseAnswer {
  @PrimaryColumn('integer')
  enrolmentId!: number;

  @PrimaryColumn('integer')
  questionId!: number;

  /** As typed, or as chosen; of a consent: `yes`. */
  @Column('text')
  answer!: string;
}
