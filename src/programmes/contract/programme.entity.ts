import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { DateText, Moment } from '../../platform/time.js';
import type { Billing } from '../payments/billing.js';

/** What is closed can be read, and is changed no more. */
export const PROGRAMME_STATUSES = ['open', 'closed'] as const;
export type ProgrammeStatus = (typeof PROGRAMME_STATUSES)[number];

/** 事業: one contract between a city and an operator, with targets and a period. */
@Entity('programme')
export class Programme {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  cityId!: number;

  /** 件名. */
  @Column('text')
  title!: string;

  /** 担当課. */
  @Column('text', { nullable: true })
  department!: string | null;

  /** 宛名, as it stands on documents: whole, with 様 or 殿. */
  @Column('text')
  addressee!: string;

  /** 履行場所. */
  @Column('text', { nullable: true })
  place!: string | null;

  /** 受託者. */
  @Column('text')
  operatorName!: string;

  @Column('text', { nullable: true })
  operatorAddress!: string | null;

  /** 代表者, with the office that he or she holds. */
  @Column('text', { nullable: true })
  operatorRepresentative!: string | null;

  @Column('text', { nullable: true })
  contractNumber!: string | null;

  @Column('text')
  contractDate!: DateText;

  @Column('text')
  fromDate!: DateText;

  /** The last day. */
  @Column('text')
  toDate!: DateText;

  /** 業務責任者. */
  @Column('text', { nullable: true })
  responsibleName!: string | null;

  @Column('text', { nullable: true })
  responsibleContact!: string | null;

  /** 契約金額 in yen, tax included; none: not told. */
  @Column('integer', { nullable: true })
  amount!: number | null;

  /** 契約締結後直ちに (K15): so many days after the contract. */
  @Column('integer', { default: 7 })
  documentDays!: number;

  /** 業務完了後 (K17; the specification names no day): so many days after the last one of the period. */
  @Column('integer', { default: 0 })
  completionDays!: number;

  /** For the 請求書; none: not told yet. */
  @Column('simple-json', { nullable: true })
  billing!: Billing | null;

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('text')
  status!: ProgrammeStatus;

  /** Grows with each change. */
  @Column('integer', { default: 0 })
  revision!: number;

  @MomentColumn()
  createdAt!: Moment;

  /** None: the house itself. */
  @Column('integer', { nullable: true })
  createdBy!: number | null;

  @MomentColumn()
  changedAt!: Moment;
}
