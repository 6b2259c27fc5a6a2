import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { BytesColumn, MomentColumn } from '../../platform/database/columns.js';
import type { DateText, Moment } from '../../platform/time.js';

/** DOMAIN K15 着手届, 業務責任者届, 作業予定表; K17 業務完了報告書; K18 others. */
export const DOCUMENT_KINDS = ['commencement', 'responsible', 'schedule', 'completion', 'other'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** `due`: not written yet. What was returned is written anew. */
export const DOCUMENT_STATUSES = ['due', 'draft', 'submitted', 'returned', 'accepted'] as const;
export type DocumentStatus = (typeof DOCUMENT_STATUSES)[number];

/** Something that the contract asks to be handed in. */
@Entity('contract_document')
export class ContractDocument {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  programmeId!: number;

  @Column('text')
  kind!: DocumentKind;

  @Column('text')
  title!: string;

  /** 第n号: within the programme, given with the first version. */
  @Column('integer', { nullable: true })
  number!: number | null;

  /** What people wrote into it. */
  @Column('text', { nullable: true })
  body!: string | null;

  @Column('text', { nullable: true })
  dueDate!: DateText | null;

  @Column('text')
  status!: DocumentStatus;

  /** The newest; 0: there is none. */
  @Column('integer', { default: 0 })
  version!: number;

  @MomentColumn({ nullable: true })
  submittedAt!: Moment | null;

  @Column('integer', { nullable: true })
  submittedBy!: number | null;

  /** Accepted or returned. */
  @MomentColumn({ nullable: true })
  answeredAt!: Moment | null;

  @Column('integer', { nullable: true })
  answeredBy!: number | null;

  @Column('text', { nullable: true })
  answer!: string | null;

  /** The day of the city's paper, where a manager wrote the answer down. */
  @Column('text', { nullable: true })
  onPaper!: DateText | null;

  /** When managers were told that it is due soon, and that it is overdue. */
  @MomentColumn({ nullable: true })
  remindedAt!: Moment | null;

  @MomentColumn({ nullable: true })
  overdueRemindedAt!: Moment | null;
}

/** A document as it was printed. Never changed. */
@Entity('contract_document_version')
export class DocumentVersion {
  @PrimaryColumn('integer')
  documentId!: number;

  @PrimaryColumn('integer')
  version!: number;

  /** The day that stands on it. */
  @Column('text')
  dated!: DateText;

  /** What was printed. */
  @Column('simple-json')
  content!: object;

  @BytesColumn({ select: false })
  pdf!: Buffer;

  /** Of the PDF, hexadecimal. */
  @Column('text')
  sha256!: string;

  @MomentColumn()
  madeAt!: Moment;

  @Column('integer')
  madeBy!: number;
}
