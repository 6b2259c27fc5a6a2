import { type Letter, verbatim } from '../../platform/mail/letter.js';
import { paths } from '../../platform/paths.js';
import type { Programme } from '../contract/programme.entity.js';
import type { ContractDocument } from './contract-document.entity.js';

const words = (name: string): string => `programmes:letters.${name}`;

function about(name: 'submitted' | 'accepted' | 'returned', programme: Programme, document: ContractDocument): Letter {
  const { answer, title, id } = document;
  return {
    name: `programmes.document_${name}`,
    subject: { key: words(`${name}.subject`), title },
    paragraphs: [words(`${name}.body`)],
    facts: [
      { label: words('programme'), value: verbatim(programme.title) },
      { label: words('document'), value: verbatim(title) },
      ...(answer ? [{ label: words('answer'), value: verbatim(answer) }] : []),
    ],
    action: { label: words('look'), path: paths.document(programme.id, id) },
  };
}

export function submittedLetter(programme: Programme, document: ContractDocument): Letter {
  return about('submitted', programme, { ...document, answer: null });
}

export function answeredLetter(
  programme: Programme,
  document: ContractDocument,
  outcome: 'accepted' | 'returned',
): Letter {
  return about(outcome, programme, document);
}

/** One letter for all documents of a programme that are due. */
export function dueLetter(programme: Programme, documents: readonly ContractDocument[], overdue: boolean): Letter {
  const name = overdue ? 'overdue' : 'soon';
  return {
    name: `programmes.documents_${name}`,
    subject: { key: words(`${name}.subject`), title: programme.title },
    paragraphs: [words(`${name}.body`)],
    facts: documents.map(({ title, dueDate }) => ({
      label: verbatim(title),
      value: { key: words('until'), date: dueDate },
    })),
    action: { label: words('look_all'), path: paths.documents(programme.id) },
  };
}
