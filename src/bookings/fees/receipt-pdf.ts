import { pdf } from '../../platform/documents/pdf.js';
import { yenText } from '../../platform/money.format.js';
import { dateText, eraDateText, eraMonthText, type Language, monthText } from '../../platform/time.format.js';
import type { DateText } from '../../platform/time.js';
import { say } from '../../platform/views/words.js';
import { aboutPhrase } from './fee-month.view.js';
import { ratesOf } from './items.policy.js';
import type { Receipt } from './receipt.entity.js';
import { needsStamp, receiptNumber } from './receipt.policy.js';

type Printed = Pick<Receipt, 'fiscalYear' | 'number' | 'addressee' | 'content' | 'issuedOn' | 'voidedAt'>;

/**
 * What a receipt prints: what a simplified qualified invoice has to say (issuer and number, date, what for, the sum with tax
 * by rate, the tax in it), and for whom.
 */
export function receiptSheet(receipt: Printed, copy: boolean, language: Language): object {
  const { content } = receipt;
  const { issuer, amount, method } = content;
  const words = (name: string, params: object = {}): string =>
    say(language, { ...params, key: `fees:receipt.${name}` });
  const day = (date: DateText): string => (language === 'ja' ? eraDateText(date) : dateText(date, language, true));
  const month = (first: DateText): string => (language === 'ja' ? eraMonthText(first) : monthText(first, language));
  const rates = ratesOf(content.lines);
  const tax = rates.reduce((sum, rate) => sum + rate.tax, 0);
  const stamped = needsStamp({ method, amount, tax });
  return {
    language,
    title: words('title'),
    copy: copy ? words('copy') : '',
    void: receipt.voidedAt ? words('void') : '',
    number: words('number', { number: receiptNumber(receipt) }),
    issued: words('issued', { day: day(receipt.issuedOn) }),
    addressee: words('addressee', { name: receipt.addressee }),
    amount: words('amount', { amount: yenText(amount, 'en') }),
    withTax: words('with_tax'),
    purpose: words('purpose', { venue: content.venue, month: month(`${content.month}-01`) }),
    received: words('received', { day: day(content.paidOn), method: { key: `fees:method.${method}` } }),
    rateHead: ['rate', 'sum', 'tax'].map((name) => words(name)),
    rates: rates.map((rate) => [words('percent', { percent: rate.taxPercent }), yen(rate.amount), yen(rate.tax)]),
    issuer: [issuer.name, issuer.address].filter((text) => text !== ''),
    registration: issuer.registrationNumber ? words('registration', { number: issuer.registrationNumber }) : '',
    stamp: stamped ? words('stamp') : '',
    stampNote: stamped ? words('stamp_note') : '',
    detailTitle: words('details'),
    detailHead: ['what', 'sum'].map((name) => words(name)),
    details: content.lines.map((line) => [
      [say(language, aboutPhrase(line.about)), ...('names' in line.about ? line.about.names : [])].join('  '),
      yen(line.amount),
    ]),
    total: [words('total'), yen(amount)],
  };

  function yen(of: number): string {
    return yenText(of, 'en');
  }
}

export function receiptPdf(receipt: Printed, copy: boolean, language: Language): Buffer {
  return pdf('receipt', receiptSheet(receipt, copy, language));
}
