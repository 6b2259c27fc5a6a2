import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../database/columns.js';
import type { Moment } from '../time.js';

/** Who did what to what, when, and from where. Rows are only added: the database refuses anything else. */
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

  /** The network address, as coarse as the setting says; nothing: no browser asked. */
  @Column('text', { nullable: true })
  fromAddress!: string | null;

  /** The beginning of the hash under which the browser's session is kept. */
  @Column('text', { nullable: true })
  fromSession!: string | null;
}
