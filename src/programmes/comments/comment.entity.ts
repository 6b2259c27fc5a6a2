import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { Moment } from '../../platform/time.js';

/** What an officer or a manager says about a programme, or about the figure of a target. Never changed. */
@Entity('programme_comment')
export class Comment {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  programmeId!: number;

  /** None: about all of it. */
  @Column('integer', { nullable: true })
  targetId!: number | null;

  @Column('text')
  text!: string;

  @MomentColumn()
  writtenAt!: Moment;

  @Column('integer')
  writtenBy!: number;
}
