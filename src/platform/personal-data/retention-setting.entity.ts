import { Column, Entity, PrimaryColumn } from 'typeorm';

/** For how long a kind of record is kept, where a manager has set it. */
@Entity('retention_setting')
export class RetentionSetting {
  @PrimaryColumn('text')
  kind!: string;

  /** After the end of the fiscal year in which it ended. */
  @Column('integer')
  years!: number;
}
