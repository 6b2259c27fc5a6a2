import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { DateText, Moment } from '../../platform/time.js';
import { HealthColumn } from './health-column.js';

/** A question of the card: null was not answered yet, an empty text says that there is nothing. */
export type HealthAnswer = string | null;

/** A child and her card. */
@Entity('child')
export class Child {
  @PrimaryGeneratedColumn()
  id!: number;

  /** As typed. */
  @Column('text')
  name!: string;

  /** フリガナ, full-width katakana. */
  @Column('text')
  kana!: string;

  @Column('text')
  birthDate!: DateText;

  @HealthColumn()
  allergies!: HealthAnswer;

  @HealthColumn()
  medication!: HealthAnswer;

  /** Illnesses and what else to mind: 既往症・配慮. */
  @HealthColumn()
  conditions!: HealthAnswer;

  /** What else the staff should know; null: nothing. */
  @HealthColumn()
  notes!: string | null;

  /** Grows with each change of the card: who decides or writes on, does it on what she has seen. */
  @Column('integer', { default: 1 })
  revision!: number;

  /** When one of the three answers about health was last changed. */
  @MomentColumn({ nullable: true })
  healthChangedAt!: Moment | null;

  @MomentColumn()
  createdAt!: Moment;

  @Column('integer')
  createdBy!: number;

  /** From then on out of all lists: the guardian has taken the card back. */
  @MomentColumn({ nullable: true })
  archivedAt!: Moment | null;
}
