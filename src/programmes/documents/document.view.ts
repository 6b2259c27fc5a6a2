import { paths } from '../../platform/paths.js';
import type { DateText } from '../../platform/time.js';
import { isOne, type Viewer } from '../../platform/web/viewer.js';
import type { Programme } from '../contract/programme.entity.js';
import { answerView } from '../answers/answer.view.js';
import { lineView, mayChange } from '../targets/target.view.js';
import { MANAGERS } from '../contract/readable.js';
import type { Completion } from './completion.js';
import type { ContractDocument, DocumentVersion } from './contract-document.entity.js';
import { isOpen } from './document.policy.js';

const STATUS_KIND = { due: '', draft: 'wait', submitted: 'wait', returned: 'bad', accepted: 'good' } as const;

export function documentLine(document: ContractDocument, today: DateText, closed: boolean): object {
  const late = !closed && isOpen(document) && document.dueDate !== null && document.dueDate < today;
  return {
    ...document,
    href: paths.document(document.programmeId, document.id),
    statusName: `programmes:document.statuses.${document.status}`,
    statusKind: STATUS_KIND[document.status],
    late,
  };
}

export function listView(
  programme: Programme,
  documents: readonly ContractDocument[],
  viewer: Viewer,
  today: DateText,
): object {
  return {
    title: { key: 'programmes:document.title', programme: programme.title },
    programme,
    changes: mayChange(viewer, programme),
    documents: documents.map((one) => documentLine(one, today, programme.status === 'closed')),
  };
}

interface Shown {
  programme: Programme;
  document: ContractDocument;
  /** The newest first. */
  versions: readonly DocumentVersion[];
  /** Of the report of completion. */
  completion?: Completion;
  viewer: Viewer;
  today: DateText;
}

export function showView({ programme, document, versions, completion, viewer, today }: Shown): object {
  const open = programme.status === 'open';
  const changes = mayChange(viewer, programme);
  return {
    title: { key: 'programmes:document.one_title', title: document.title, programme: programme.title },
    programme,
    document,
    line: documentLine(document, today, !open),
    today,
    preview: isOne(viewer, MANAGERS) && isOpen(document) ? paths.documentPreview(programme.id, document.id) : undefined,
    completion: completion && {
      lines: completion.targets.map((line) => lineView(line, today)),
      told: completion.told.rows.length > 0 && completion.told,
    },
    writes: changes && isOpen(document),
    submits: changes && document.status === 'draft',
    answer: answerView(
      viewer,
      open && document.status === 'submitted',
      {
        decision: paths.documentDecision(programme.id, document.id),
        paper: paths.documentPaperAnswer(programme.id, document.id),
      },
      { today },
    ),
    hasBody: document.kind === 'other' || document.kind === 'completion',
    versions: versions.map(({ version, dated, madeAt, sha256 }) => ({
      version,
      dated,
      madeAt,
      sha256: sha256.slice(0, 12),
      href: paths.documentPdf(programme.id, document.id, version),
    })),
  };
}
