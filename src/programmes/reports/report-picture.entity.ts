import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { BytesColumn, MomentColumn } from '../../platform/database/columns.js';
import type { Moment } from '../../platform/time.js';

/** A picture of a report, as JPEG. One that was removed is kept for the versions that show it. */
@Entity('report_picture')
export class ReportPicture {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  reportId!: number;

  @Column('text')
  caption!: string;

  @BytesColumn({ select: false })
  content!: Buffer;

  /** Pixels. */
  @Column('integer')
  width!: number;

  @Column('integer')
  height!: number;

  @MomentColumn()
  addedAt!: Moment;

  @Column('integer')
  addedBy!: number;

  @MomentColumn({ nullable: true })
  removedAt!: Moment | null;
}
