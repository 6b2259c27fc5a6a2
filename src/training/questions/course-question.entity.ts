import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { Moment } from '../../platform/time.js';
import type { QuestionKind } from './questions.policy.js';

/** What those who enrol in a course are asked. */
@Entity('course_question')
export class CourseQuestion {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  courseId!: number;

  @Column('text')
  kind!: QuestionKind;

  @Column('text')
  words!: string;

  /** Of a choice: what can be chosen, in its order. */
  @Column('simple-json', { default: '[]' })
  choices!: string[];

  @Column('boolean')
  required!: boolean;

  @Column('integer')
  position!: number;

  /** Asked no more; it was answered, so it stays. */
  @MomentColumn({ nullable: true })
  retiredAt!: Moment | null;
}
