import type { EntityManager } from 'typeorm';
import { say } from '../../platform/views/words.js';
import type { Programme } from '../contract/programme.entity.js';
import { ContractDocument } from './contract-document.entity.js';
import { dueDateOf, isOpen, STANDARD_KINDS } from './document.policy.js';

/** What every contract asks for (K15, K17), as it stands: those that are not there yet, and when they are due. */
export async function keepStandardDocuments(tx: EntityManager, programme: Programme): Promise<void> {
  const there = await tx.findBy(ContractDocument, { programmeId: programme.id });
  for (const kind of STANDARD_KINDS) {
    const dueDate = dueDateOf(kind, programme);
    const document = there.find((one) => one.kind === kind);
    if (!document) {
      const title = say('ja', `programmes:document.kinds.${kind}`);
      await tx.insert(ContractDocument, { programmeId: programme.id, kind, title, dueDate, status: 'due', version: 0 });
    } else if (isOpen(document) && document.dueDate !== dueDate) {
      await tx.update(ContractDocument, document.id, { dueDate, remindedAt: null, overdueRemindedAt: null });
    }
  }
}
