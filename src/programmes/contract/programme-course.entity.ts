import { Entity, PrimaryColumn } from 'typeorm';

/** A course of a programme. Its sessions are the programme's, within the period of the contract. */
@Entity('programme_course')
export class ProgrammeCourse {
  @PrimaryColumn('integer')
  programmeId!: number;

  @PrimaryColumn('integer')
  courseId!: number;
}
