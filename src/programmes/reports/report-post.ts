import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Letter } from '../../platform/mail/letter.js';
import { paths } from '../../platform/paths.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { recordedLetter } from '../answers/answer.letters.js';
import type { Answer } from '../answers/answer.policy.js';
import type { Programme } from '../contract/programme.entity.js';
import { ProgrammePost } from '../post/programme-post.js';

/** Tells managers and officers of each step of a report, in the transaction of the step. */
@Injectable()
export class ReportPost {
  constructor(private readonly post: ProgrammePost) {}

  async compiled(tx: EntityManager, programme: Programme, month: string): Promise<void> {
    await this.post.tellManagers(tx, letter('compiled', programme, month));
  }

  async submitted(tx: EntityManager, programme: Programme, month: string): Promise<void> {
    await this.post.tellOfficers(tx, programme.cityId, letter('submitted', programme, month));
  }

  /** What the officer remarked stands on the page: it may be about somebody. */
  async decided(tx: EntityManager, programme: Programme, month: string, said: Answer): Promise<void> {
    await this.post.tellManagers(tx, letter(said.outcome, programme, month));
    if (said.onPaper === null) return;
    const what = { key: 'programmes:due.report', month: `${month}-01` };
    const recorded = recordedLetter(what, said, paths.report(month, { programme: programme.id }));
    await this.post.tellOfficers(tx, programme.cityId, recorded);
  }

  async reopened(tx: EntityManager, programme: Programme, month: string): Promise<void> {
    await this.post.tellOfficers(tx, programme.cityId, letter('reopened', programme, month));
  }

  /** What was said is read in the house: it may be about somebody. */
  async commented(tx: EntityManager, programme: Programme, month: string, author: Viewer): Promise<void> {
    await this.post.tellOtherSide(tx, author, programme.cityId, letter('commented', programme, month));
  }
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
