import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { BytesColumn, MomentColumn } from '../platform/database/columns.js';
import type { Moment } from '../platform/time.js';
import type { Encoding } from './encoding.policy.js';
import type { Report } from './report.js';

export const IMPORT_KINDS = ['members', 'resources'] as const;
export type ImportKindName = (typeof IMPORT_KINDS)[number];

/** What becomes of a row about somebody or something that is there already. */
export const EXISTING = ['skip', 'update'] as const;
export type Existing = (typeof EXISTING)[number];

/** `checked`: the report stands, and somebody may say yes. `failed`: nothing was written. */
export type ImportStatus = 'checking' | 'checked' | 'importing' | 'done' | 'failed';

/** One file, from the upload to the last row. Other than its report and counts, all of it is there only as long as it is needed. */
@Entity('import')
export class Import {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('text')
  kind!: ImportKindName;

  /** Where the resources are to stand. */
  @Column('integer', { nullable: true })
  venueId!: number | null;

  @Column('text')
  fileName!: string;

  /** The file as it came; none once it is imported. Read only where it is asked for. */
  @BytesColumn({ nullable: true, select: false })
  content!: Buffer | null;

  /** SHA-256. */
  @Column('text')
  contentHash!: string;

  /** As a person said; none: as the bytes tell. */
  @Column('text', { nullable: true })
  encoding!: Encoding | null;

  @Column('text')
  existing!: Existing;

  @Column('text')
  status!: ImportStatus;

  /** Grows with each check and each import; who runs an older one has lost the file. */
  @Column('integer')
  run!: number;

  @Column('integer')
  rowsDone!: number;

  @Column('integer')
  rowsTotal!: number;

  @Column('simple-json', { nullable: true })
  report!: Report | null;

  /** Of what was shown: what would be done with which row. */
  @Column('text', { nullable: true })
  planHash!: string | null;

  @Column('integer')
  createdBy!: number;

  @MomentColumn()
  createdAt!: Moment;

  @MomentColumn()
  changedAt!: Moment;
}
