import { Injectable } from '@nestjs/common';
import { In, IsNull, Not, type EntityManager } from 'typeorm';
import { recipient } from '../../accounts/letters.js';
import { User } from '../../accounts/user.entity.js';
import type { Letter, Recipient } from '../../platform/mail/letter.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { Managers } from '../../platform/mail/managers.js';
import { paths } from '../../platform/paths.js';
import { recordedLetter } from '../answers/answer.letters.js';
import type { Answer } from '../answers/answer.policy.js';
import { CityOfficer } from '../cities/city-officer.entity.js';
import type { Programme } from '../contract/programme.entity.js';

/** Tells managers and officers of each step of a report, in the transaction of the step. */
@Injectable()
export class ReportPost {
  constructor(
    private readonly mailer: Mailer,
    private readonly managers: Managers,
  ) {}

  async compiled(tx: EntityManager, programme: Programme, month: string): Promise<void> {
    await this.send(tx, await this.managers.all(tx), letter('compiled', programme, month));
  }

  async submitted(tx: EntityManager, programme: Programme, month: string): Promise<void> {
    await this.send(tx, await officersOf(tx, programme), letter('submitted', programme, month));
  }

  /** What the officer remarked stands on the page: it may be about somebody. */
  async decided(tx: EntityManager, programme: Programme, month: string, said: Answer): Promise<void> {
    await this.send(tx, await this.managers.all(tx), letter(said.outcome, programme, month));
    if (said.onPaper === null) return;
    const what = { key: 'programmes:due.report', month: `${month}-01` };
    const recorded = recordedLetter(what, said, paths.report(month, { programme: programme.id }));
    await this.send(tx, await officersOf(tx, programme), recorded);
  }

  async reopened(tx: EntityManager, programme: Programme, month: string): Promise<void> {
    await this.send(tx, await officersOf(tx, programme), letter('reopened', programme, month));
  }

  /** What was said is read in the house: it may be about somebody. */
  async commented(tx: EntityManager, programme: Programme, month: string, to: 'officers' | 'managers'): Promise<void> {
    const told = to === 'officers' ? await officersOf(tx, programme) : await this.managers.all(tx);
    await this.send(tx, told, letter('commented', programme, month));
  }

  private async send(tx: EntityManager, to: readonly Recipient[], said: Letter): Promise<void> {
    if (to.length === 0) return;
    const mails = to.map((one) => this.mailer.print(one, said));
    await this.mailer.sendAll(tx, mails);
  }
}

async function officersOf(tx: EntityManager, { cityId }: Programme): Promise<Recipient[]> {
  const ids = (await tx.findBy(CityOfficer, { cityId })).map(({ userId }) => userId);
  const where = { id: In([0, ...ids]), deactivatedAt: IsNull(), emailConfirmedAt: Not(IsNull()) };
  return (await tx.find(User, { where, order: { id: 'ASC' } })).map(recipient);
}

function letter(name: string, { id, title }: Programme, month: string): Letter {
  const words = `reports:letters.${name}`;
  const params = { month: `${month}-01`, programme: title };
  return {
    name: `reports.${name}`,
    subject: { key: `${words}.subject`, ...params },
    paragraphs: [{ key: `${words}.text`, ...params }],
    action: { label: 'reports:letters.action', path: paths.report(month, { programme: id }) },
  };
}
