import { Column, Entity, PrimaryColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { Language } from '../../platform/time.format.js';
import type { DateText, Moment } from '../../platform/time.js';
import type { Passage } from '../../platform/views/words.js';

/** `privacy`: the privacy notice; `care`: the terms of childcare. */
export type NoticeDocument = 'privacy' | 'care';

/** The words of one version of a text, as they stood when people agreed to it. Rows are only added. */
@Entity('notice_text')
export class NoticeText {
  @PrimaryColumn('text')
  document!: NoticeDocument;

  /** The day from which it holds. */
  @PrimaryColumn('text')
  version!: DateText;

  @PrimaryColumn('text')
  language!: Language;

  @Column('simple-json')
  passages!: Passage[];

  @MomentColumn()
  keptAt!: Moment;
}
