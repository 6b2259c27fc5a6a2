import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../database/columns.js';
import type { Moment } from '../time.js';

/** Who did what to what, and when. Rows are only added. */
@Entity('audit_entry')
export class AuditEntry {
  @PrimaryGeneratedColumn()
  id!: number;

  @MomentColumn()
  at!: Moment;

  /** Nobody: the system itself. */
  @Column('integer', { nullable: true })
  actorId!: number | null;

  /** Room and verb, `accounts.role_granted`. */
  @Column('text')
  action!: string;

  @Column('text')
  subjectKind!: string;

  @Column('integer', { nullable: true })
  subjectId!: number | null;

  @Column('simple-json')
  detail!: Record<string, unknown>;
}
