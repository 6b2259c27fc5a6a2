import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { Moment } from '../../platform/time.js';

/** Words that went to those who were enrolled in a session. */
@Entity('session_message')
export class SessionMessage {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  sessionId!: number;

  /** As typed. */
  @Column('text')
  text!: string;

  /** How many mails. */
  @Column('integer')
  recipients!: number;

  @MomentColumn()
  sentAt!: Moment;

  @Column('integer')
  sentBy!: number;

  /** A digest of the form that was opened and what was written in it: one that is sent twice is written once. */
  @Column('text')
  sending!: string;
}
