import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { DateText, Moment } from '../../platform/time.js';

/** 修了証. What it says was true when it was issued and stays; nobody has two of a course that hold. */
@Entity('certificate')
export class Certificate {
  @PrimaryGeneratedColumn()
  id!: number;

  /** By which anybody who holds the paper can check it; cannot be guessed (certificate-code.policy.ts). */
  @Column('text')
  code!: string;

  /** 年度 of the issue; numbers begin anew with each. */
  @Column('integer')
  fiscalYear!: number;

  @Column('integer')
  number!: number;

  @Column('integer')
  courseId!: number;

  @Column('integer')
  userId!: number;

  @Column('text')
  name!: string;

  @Column('text')
  courseTitle!: string;

  /** Who runs the place; none: the house itself. */
  @Column('text', { nullable: true })
  issuer!: string | null;

  /** Sessions. */
  @Column('integer')
  held!: number;

  @Column('integer')
  attended!: number;

  @Column('text')
  issuedOn!: DateText;

  @MomentColumn()
  issuedAt!: Moment;

  /** Herself, or somebody of the staff. */
  @Column('integer')
  issuedBy!: number;

  @MomentColumn({ nullable: true })
  revokedAt!: Moment | null;

  @Column('integer', { nullable: true })
  revokedBy!: number | null;

  /** Told to her. */
  @Column('text', { nullable: true })
  revokeReason!: string | null;
}
