import { Injectable, type OnModuleInit } from '@nestjs/common';
import { blanking } from '../../platform/personal-data/blanking.js';
import { Retention } from '../../platform/personal-data/retention.js';
import { Receipt } from '../fees/receipt.entity.js';

/** To whom receipts were made out: kept for the years that tax law asks for. */
@Injectable()
export class ReceiptRetention implements OnModuleInit {
  constructor(private readonly retention: Retention) {}

  onModuleInit(): void {
    this.retention.register(
      blanking({
        kind: 'receipts',
        years: 7,
        entity: Receipt,
        due: `SELECT id FROM receipt WHERE issued_on < $1 AND addressee <> '—' ORDER BY id`,
        before: 'day',
        blank: { addressee: '—' },
      }),
    );
  }
}
