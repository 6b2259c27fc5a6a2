import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The place of an entry in the chain. Rows are only added, as those of the trail. */
@Entity('audit_link')
export class AuditLink {
  /** From 1, without a gap. */
  @PrimaryColumn('integer')
  position!: number;

  @Column('integer')
  entryId!: number;

  /** SHA-256 over the hash before it and the entry (audit-link.policy.ts), in hexadecimal digits. */
  @Column('text')
  hash!: string;
}
