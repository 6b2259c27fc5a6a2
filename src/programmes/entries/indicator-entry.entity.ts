import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { DateText, Moment } from '../../platform/time.js';

/** A figure that somebody entered by hand. Never changed: what is wrong is withdrawn, and entered again. */
@Entity('indicator_entry')
export class IndicatorEntry {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  programmeId!: number;

  @Column('text')
  indicator!: string;

  /** Of what is counted, not of the writing down. */
  @Column('text')
  date!: DateText;

  @Column('integer')
  total!: number;

  /** `distinct` is a word of SQL. None: nobody knows. */
  @Column('integer', { nullable: true })
  distinctCount!: number | null;

  /** Where the figure comes from. */
  @Column('text')
  source!: string;

  @Column('text', { nullable: true })
  note!: string | null;

  @MomentColumn()
  enteredAt!: Moment;

  /** None: the house itself. */
  @Column('integer', { nullable: true })
  enteredBy!: number | null;

  @MomentColumn({ nullable: true })
  withdrawnAt!: Moment | null;

  @Column('integer', { nullable: true })
  withdrawnBy!: number | null;

  @Column('text', { nullable: true })
  withdrawReason!: string | null;
}
