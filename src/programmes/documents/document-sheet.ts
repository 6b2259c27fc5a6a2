import { yenText } from '../../platform/money.format.js';
import { eraDateText } from '../../platform/time.format.js';
import type { DateText } from '../../platform/time.js';
import { say } from '../../platform/views/words.js';
import type { Programme } from '../contract/programme.entity.js';
import type { TargetLine } from '../targets/target-figures.js';
import type { Completion } from './completion.js';
import type { ContractDocument, DocumentKind } from './contract-document.entity.js';

/** What stands under 記, by kind; what the programme does not say is left out. */
const ITEMS: Record<DocumentKind, readonly Item[]> = {
  commencement: ['subject', 'number', 'contract_date', 'amount', 'period', 'place', 'begun'],
  responsible: ['subject', 'number', 'contract_date', 'period', 'responsible', 'contact'],
  schedule: ['subject', 'number', 'contract_date', 'period'],
  completion: ['subject', 'number', 'contract_date', 'amount', 'period', 'place', 'done'],
  other: ['subject', 'number'],
};
type Item =
  'subject' | 'number' | 'contract_date' | 'amount' | 'period' | 'place' | 'begun' | 'done' | 'responsible' | 'contact';

export interface SheetFacts {
  programme: Programme;
  document: Pick<ContractDocument, 'kind' | 'title' | 'number' | 'body'>;
  dated: DateText;
  /** It is only looked at. */
  draft: boolean;
  /** Of the report of completion; none elsewhere. */
  completion?: Completion;
  /** Of the 作業予定表; none elsewhere. */
  schedule?: object;
}

const words = (key: string, params: object = {}): string => say('ja', { ...params, key: `programmes:document.${key}` });

/** An official paper in the usual form: Japanese, 和暦, addressee top left, operator top right, 記, 以上. */
export function documentSheet(facts: SheetFacts): object {
  const { programme, document, dated, draft, completion, schedule } = facts;
  const { kind, number, body, title } = document;
  const { operatorAddress, operatorName, operatorRepresentative } = programme;
  return {
    language: 'ja',
    title,
    number: number === null ? '' : words('number', { number }),
    date: eraDateText(dated),
    addressee: programme.addressee,
    operator: [operatorAddress, operatorName, operatorRepresentative].filter((line) => line !== null),
    sentence: words(`sentences.${kind}`),
    below: words('below'),
    items: [
      ...ITEMS[kind].flatMap((item) => {
        const value = valueOf(item, programme);
        return value ? [[words(`items.${item}`), value]] : [];
      }),
      ...(completion ? resultsOf(completion) : []),
    ],
    body: body?.split('\n') ?? [],
    end: words('end'),
    schedule: schedule ?? null,
    draft: draft ? say('ja', 'completion:draft') : '',
    annex: completion && completion.told.rows.length > 0 ? annexOf(completion.told) : null,
  };
}

function valueOf(item: Item, programme: Programme): string | null {
  const { title, contractNumber, contractDate, amount, fromDate, toDate } = programme;
  const values: Record<Item, () => string | null> = {
    subject: () => title,
    number: () => contractNumber,
    contract_date: () => eraDateText(contractDate),
    amount: () => (amount === null ? null : words('amount', { amount: yenText(amount, 'ja') })),
    period: () => words('period', { from: eraDateText(fromDate), to: eraDateText(toDate) }),
    place: () => programme.place,
    begun: () => eraDateText(fromDate),
    done: () => eraDateText(toDate),
    responsible: () => programme.responsibleName,
    contact: () => programme.responsibleContact,
  };
  return values[item]();
}

function resultsOf({ targets, told }: Completion): [term: string, value: string][] {
  const [, bookings, hours, care, sessions, attendances] = told.sum?.map(({ text }) => text) ?? [];
  const sums = { key: 'completion:sums_value', bookings, hours, care, sessions, attendances };
  const reports = { key: 'completion:reports_value', count: told.rows.length };
  return [
    ...targets.map(({ target, standing }): [string, string] => [target.title, resultOf(target.indicator, standing)]),
    [say('ja', 'completion:reports'), say('ja', told.sum ? reports : 'completion:unknown')],
    ...(told.sum ? [[say('ja', 'completion:sums'), say('ja', sums)] as [string, string]] : []),
  ];
}

function resultOf(indicator: string, { reached, milestone, state }: TargetLine['standing']): string {
  const counter = { key: `programmes:units.${indicator}` };
  if (!milestone) return words('result_alone', { reached, counter });
  const { value } = milestone;
  if (state === 'unknown') return say('ja', { key: 'completion:unknown_of', value, counter });
  return words('result', { reached, counter, value });
}

function annexOf({ head, rows, sum, title, note }: Completion['told']): object {
  const texts = (cells: readonly { text: string }[]): string[] => cells.map(({ text }) => text);
  return {
    name: say('ja', 'completion:annex'),
    title,
    note,
    head: texts(head),
    lines: [...rows, ...(sum ? [sum] : [])].map(texts),
  };
}
