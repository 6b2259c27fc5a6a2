import { yenText } from '../../platform/money.format.js';
import { eraDateText } from '../../platform/time.format.js';
import type { DateText } from '../../platform/time.js';
import { say } from '../../platform/views/words.js';
import type { Programme } from '../contract/programme.entity.js';
import type { Billing } from './billing.js';
import { taxIn } from './payment.policy.js';

const words = (key: string, params: object = {}): string => say('ja', { ...params, key: `programmes:invoice.${key}` });
const yen = (amount: number): string => yenText(amount, 'en');

interface Asked {
  part: number;
  amount: number;
  taxPercent: number;
  dated: DateText;
}

/** 請求書: what a qualified invoice has to say, in the usual form of a paper to a city. */
export function invoiceSheet(
  programme: Programme,
  billing: Billing,
  { part, amount, taxPercent, dated }: Asked,
): object {
  const { operatorAddress, operatorName, operatorRepresentative, contractNumber, contractDate } = programme;
  const tax = taxIn(amount, taxPercent);
  const { registrationNumber, bank, branch, accountKind, accountNumber, accountHolder } = billing;
  const row = (name: string, value: string | null): [string, string][] => (value ? [[words(name), value]] : []);
  return {
    language: 'ja',
    title: words('title'),
    date: eraDateText(dated),
    addressee: programme.addressee,
    operator: [
      operatorAddress,
      operatorName,
      operatorRepresentative,
      registrationNumber && words('registration', { number: registrationNumber }),
    ].filter((line) => line !== null),
    sentence: words('sentence'),
    amount: words('amount', { amount: yen(amount) }),
    facts: [
      ...row('subject', programme.title),
      ...row('contract_number', contractNumber),
      ...row('contract_date', eraDateText(contractDate)),
      ...row('period', words('from_to', { from: eraDateText(programme.fromDate), to: eraDateText(programme.toDate) })),
      ...row('contract_amount', programme.amount === null ? null : yen(programme.amount)),
      ...row('part', words('part_value', { part })),
    ],
    head: ['what', 'without_tax', 'tax', 'with_tax'].map((name) => words(name)),
    line: [words('rate', { percent: taxPercent }), yen(amount - tax), yen(tax), yen(amount)],
    bankTitle: words('bank_title'),
    bank: [
      [words('bank'), `${bank} ${branch}`],
      [words('account'), `${say('ja', `programmes:billing.kinds.${accountKind}`)} ${accountNumber}`],
      [words('holder'), accountHolder],
    ],
    responsible: row('responsible', programme.responsibleName).concat(row('contact', programme.responsibleContact)),
  };
}
