import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { type DateText, todayAt } from '../../platform/time.js';
import type { Language } from '../../platform/time.format.js';
import type { ProgrammeWithCity } from '../contract/readable.js';
import { printSections } from '../reports/printed-sections.js';
import { scheduleSheet } from '../schedule/schedule-pdf.js';
import { tasksOf } from '../schedule/tasks.js';
import { TargetFigures } from '../targets/target-figures.js';
import { type Completion, toldTable } from './completion.js';
import type { ContractDocument } from './contract-document.entity.js';
import { documentSheet } from './document-sheet.js';

/** What stands in documents, as of now. */
@Injectable()
export class DocumentSheets {
  constructor(
    private readonly clock: Clock,
    private readonly figures: TargetFigures,
  ) {}

  /** What the whole period came to. */
  async completion(manager: EntityManager, programme: ProgrammeWithCity, language: Language): Promise<Completion> {
    const asOf = todayAt(this.clock.now());
    const targets = (await this.figures.of(manager, [programme], { asOf })).get(programme.id) ?? [];
    const table = await toldTable(manager, programme.id);
    const [section] = printSections([{ key: table.key, title: 'completion:title', tables: [table] }], language);
    return { targets, told: section!.tables[0]! };
  }

  /** For `contract-document.typ`. @param draft it is only looked at */
  async sheet(
    manager: EntityManager,
    programme: ProgrammeWithCity,
    document: Pick<ContractDocument, 'kind' | 'title' | 'number' | 'body'>,
    { dated, draft = false }: { dated: DateText; draft?: boolean },
  ): Promise<object> {
    const { kind } = document;
    const completion = kind === 'completion' ? await this.completion(manager, programme, 'ja') : undefined;
    const tasks = kind === 'schedule' ? await tasksOf(manager, programme.id) : undefined;
    const schedule = tasks && scheduleSheet(programme, tasks, this.clock.now());
    return documentSheet({ programme, document, dated, draft, completion, schedule });
  }
}
