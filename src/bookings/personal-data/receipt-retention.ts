import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LessThan, Not } from 'typeorm';
import { Retention } from '../../platform/personal-data/retention.js';
import { Receipt } from '../fees/receipt.entity.js';

/** To whom receipts were made out: kept for the years that tax law asks for. */
@Injectable()
export class ReceiptRetention implements OnModuleInit {
  constructor(private readonly retention: Retention) {}

  onModuleInit(): void {
    this.retention.register({
      kind: 'receipts',
      years: 7,
      due: async (manager, before) => {
        const where = { issuedOn: LessThan(before), addressee: Not('—') };
        return (await manager.find(Receipt, { select: { id: true }, where })).map(({ id }) => id);
      },
      anonymise: async (tx, id) => void (await tx.update(Receipt, id, { addressee: '—' })),
    });
  }
}
