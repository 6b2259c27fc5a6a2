import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { DateText, Moment } from '../../platform/time.js';

/** Those who were at a session were asked how they liked it. */
@Entity('session_survey')
export class SessionSurvey {
  @PrimaryColumn('integer')
  sessionId!: number;

  /** How many were asked. */
  @Column('integer')
  asked!: number;

  @MomentColumn()
  mailedAt!: Moment;

  /** The last day on which answers are taken. */
  @Column('text')
  closesOn!: DateText;
}

/** A link that was not used yet. It knows nobody, and goes with the answer. */
@Entity('survey_token')
export class SurveyToken {
  @PrimaryColumn('text')
  tokenHash!: string;

  @Column('integer')
  sessionId!: number;
}

/** What somebody thinks: nobody knows who, nor when it was written. */
@Entity('survey_answer')
export class SurveyAnswer {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  sessionId!: number;

  /** 1 to 5. */
  @Column('integer')
  satisfaction!: number;

  @Column('integer')
  usefulness!: number;

  @Column('text', { nullable: true })
  comment!: string | null;
}
