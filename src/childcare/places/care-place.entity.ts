import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { DateText, Minute, Moment } from '../../platform/time.js';

/** One child in a care slot (保育予約). The database lets no child have two at the same time. */
@Entity('care_place')
export class CarePlace {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  slotId!: number;

  @Column('integer')
  childId!: number;

  /** For whom it was reserved, and who is told what becomes of it. */
  @Column('integer')
  guardianId!: number;

  @Column('text')
  date!: DateText;

  /** The stay: from when to when the child is in care. */
  @Column('integer')
  startMinute!: Minute;

  @Column('integer')
  endMinute!: Minute;

  /** What the guardian does meanwhile: childcare knows no more of it than this. */
  @Column('text')
  forKind!: string;

  @Column('integer')
  forId!: number;

  @Column('integer')
  forStartMinute!: Minute;

  @Column('integer')
  forEndMinute!: Minute;

  /** Of what larger thing that is a part: places may be set aside for it (../set-aside/set-aside.entity.ts). */
  @Column('text', { nullable: true })
  shareKind!: string | null;

  @Column('integer', { nullable: true })
  shareId!: number | null;

  /** `moving`: only within a transaction that changes many at once. */
  @Column('text')
  status!: 'reserved' | 'cancelled' | 'moving';

  @MomentColumn()
  reservedAt!: Moment;

  @Column('integer')
  reservedBy!: number;

  @MomentColumn({ nullable: true })
  releasedAt!: Moment | null;

  @Column('integer', { nullable: true })
  releasedBy!: number | null;

  /** Told to the guardian, where the staff released it. */
  @Column('text', { nullable: true })
  releaseReason!: string | null;
}
