import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { pdf } from '../../platform/documents/pdf.js';
import { say } from '../../platform/views/words.js';
import { coverLines } from './cover.js';
import { printSections } from './printed-sections.js';
import type { ReportContent } from './report-content.js';
import { ReportPicture } from './report-picture.entity.js';
import { sectionsOf } from './report-sections.js';

/** The report on paper. It goes to a city, so it is in Japanese, whoever prints it. */
const LANGUAGE = 'ja';

@Injectable()
export class ReportPdf {
  /** At most one statement. @param draft it says so on each page */
  async print(manager: EntityManager, content: ReportContent, { draft }: { draft: boolean }): Promise<Buffer> {
    const words = (key: string): string => say(LANGUAGE, `reports:cover.${key}`);
    const cover = coverLines(content);
    return pdf('monthly-report', {
      ...cover,
      title: say(LANGUAGE, cover.title),
      number: say(LANGUAGE, cover.number),
      operator: cover.operator.filter((line) => line !== null),
      addressee: cover.addressee.filter((line) => line !== null),
      labels: Object.fromEntries(
        ['programme', 'contract_number', 'responsible', 'reason', 'month'].map((key) => [key, words(key)]),
      ),
      letter: words('letter'),
      below: say(LANGUAGE, 'programmes:document.below'),
      end: say(LANGUAGE, 'programmes:document.end'),
      draft: draft ? words('draft') : null,
      sections: printSections(sectionsOf(content), LANGUAGE),
      pictures: await this.pictures(manager, content),
      picturesTitle: say(LANGUAGE, 'reports:sections.pictures'),
    });
  }

  private async pictures(
    manager: EntityManager,
    { pictures }: ReportContent,
  ): Promise<{ caption: string; bytes: number[] }[]> {
    if (pictures.length === 0) return [];
    const rows = await manager.find(ReportPicture, {
      select: { id: true, content: true },
      where: { id: In(pictures.map(({ id }) => id)) },
    });
    const contents = new Map(rows.map(({ id, content }) => [id, content]));
    return pictures.map(({ id, caption }) => ({ caption, bytes: [...contents.get(id)!] }));
  }
}
