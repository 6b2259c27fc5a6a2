import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { paths } from '../../platform/paths.js';
import type { DateText } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { isOne, type Viewer } from '../../platform/web/viewer.js';
import type { Programme } from '../contract/programme.entity.js';
import { MANAGERS } from '../contract/readable.js';
import { ContractDocument } from '../documents/contract-document.entity.js';
import { MonthlyReport } from '../reports/monthly-report.entity.js';
import { Task } from '../schedule/task.entity.js';
import { documentWaits, reportWaits, type Side, taskWaits } from './due.policy.js';

export interface DueLine {
  /** What people typed, or a month. */
  what: Phrase;
  status: Phrase;
  kind: 'bad' | 'wait';
  href: string;
  /** Of the programme. */
  programme: string;
  date: DateText | null;
}

/** What waits for a person: for officers what was handed in, for managers what they owe. */
@Injectable()
export class Due {
  /** Of programmes under way, the latest last. Three statements. @param programmes those that the viewer may read */
  async of(
    manager: EntityManager,
    programmes: readonly Programme[],
    viewer: Viewer,
    today: DateText,
  ): Promise<DueLine[]> {
    const side: Side = isOne(viewer, MANAGERS) ? 'operator' : 'city';
    const open = new Map(programmes.filter(({ status }) => status === 'open').map((one) => [one.id, one.title]));
    const programmeId = In([0, ...open.keys()]);
    const documents = await manager.findBy(ContractDocument, { programmeId });
    const tasks = side === 'operator' ? await manager.findBy(Task, { programmeId }) : [];
    const reports = await manager.findBy(MonthlyReport, { programmeId });
    const line = (
      row: { programmeId: number },
      why: string | undefined,
      rest: Pick<DueLine, 'what' | 'href' | 'date'>,
    ) => (why === undefined ? [] : [{ ...rest, ...statusOf(why), programme: open.get(row.programmeId)! }]);
    const all = [
      ...documents.flatMap((one) => {
        const href = paths.document(one.programmeId, one.id);
        return line(one, documentWaits(one, side, today), { what: typed(one.title), href, date: one.dueDate });
      }),
      ...reports.flatMap((one) => {
        const href = paths.report(one.month, { programme: one.programmeId });
        const what = { key: 'programmes:due.report', month: `${one.month}-01` };
        return line(one, reportWaits(one.status, side), { what, href, date: null });
      }),
      ...tasks.flatMap((one) =>
        line(one, taskWaits(one, today), {
          what: typed(one.title),
          href: paths.schedule(one.programmeId),
          date: one.planTo,
        }),
      ),
    ];
    return all.toSorted((a, b) => (a.date ?? '').localeCompare(b.date ?? ''));
  }
}

function statusOf(why: string): Pick<DueLine, 'status' | 'kind'> {
  return { status: `programmes:due.${why}`, kind: why === 'late' || why === 'returned' ? 'bad' : 'wait' };
}

function typed(title: string): Phrase {
  return { key: 'programmes:due.typed', title };
}
