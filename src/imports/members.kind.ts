import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Details, type Known, MembersInBulk, type Welcomes } from '../accounts/members/members-in-bulk.js';
import { emailField, kanaField, phoneField, postalCodeField } from '../accounts/person-fields.js';
import type { User } from '../accounts/user.entity.js';
import type { Language } from '../platform/time.format.js';
import { line } from '../platform/web/form-fields.js';
import { wordFor, yesNo } from './cells.js';
import type { Column, ReadRow } from './columns.policy.js';
import type { ImportKind, Judgement, Order, Tell } from './kind.js';
import { judgeMembers } from './members.policy.js';
import type { Deed } from './report.js';
import { headingsFor, meanings } from './words.js';

/** People from a table: who is meant is told by the e-mail address. */
@Injectable()
export class MembersKind implements ImportKind {
  constructor(private readonly members: MembersInBulk) {}

  columns(): Column[] {
    const column = (field: keyof Details, schema: Column['schema'], empty?: unknown): Column => {
      return { field, names: headingsFor('members', field), required: empty === undefined, schema, empty };
    };
    const languages = meanings<Language>([
      ['ja', 'imports:values.ja'],
      ['en', 'imports:values.en'],
    ]);
    return [
      column('name', line(100)),
      column('kana', kanaField()),
      column('email', emailField()),
      column('postalCode', postalCodeField(), null),
      column('address', line(200), null),
      column('phone', phoneField(), null),
      column('resident', yesNo(), null),
      column('raisingChildren', yesNo(), null),
      column('language', wordFor(languages, 'imports.language'), null),
    ];
  }

  async judge(manager: EntityManager, order: Order, rows: readonly ReadRow[]): Promise<Judgement> {
    return judgeMembers(rows, await this.members.known(manager, addresses(rows)), order.existing);
  }

  async prepare(rows: readonly ReadRow[], deeds: readonly Deed[], notify: boolean, tell: Tell): Promise<Welcomes> {
    const welcomes = new Map<string, ReturnType<MembersInBulk['welcome']>>();
    for (const [at, { values }] of rows.entries()) {
      if (!notify || deeds[at] !== 'a') continue;
      const person = detailsOf(values);
      welcomes.set(person.email, this.members.welcome(person));
      if (welcomes.size % 100 === 0) await tell(0);
    }
    return welcomes;
  }

  async perform(
    tx: EntityManager,
    order: Order,
    rows: readonly ReadRow[],
    agree: (judgement: Judgement) => void,
    welcomes: Welcomes,
    tell: Tell,
  ): Promise<void> {
    await this.members.lock(tx);
    const known = await this.members.known(tx, addresses(rows), true);
    const judgement = judgeMembers(rows, known, order.existing);
    agree(judgement);
    const withDeed = (deed: Deed): ReadRow[] => rows.filter((_, at) => judgement.deeds[at] === deed);
    const [fresh, there] = [withDeed('a'), withDeed('u')];
    await this.members.add(
      tx,
      fresh.map(({ values }) => detailsOf(values)),
      order.actorId,
      welcomes,
      tell,
    );
    const changed = there.map(({ values }) => merged(known.get(String(values.email))!, values));
    await this.members.update(tx, changed, (done) => tell(fresh.length + done));
  }
}

function addresses(rows: readonly ReadRow[]): string[] {
  return [...new Set(rows.flatMap(({ values }) => (typeof values.email === 'string' ? [values.email] : [])))];
}

const EMPTY = { postalCode: null, address: null, phone: null };

function detailsOf(values: Record<string, unknown>): Details {
  const { resident, raisingChildren, language, ...rest } = values;
  return {
    ...EMPTY,
    ...(rest as Pick<Details, 'name' | 'kana' | 'email'>),
    resident: resident === true,
    raisingChildren: raisingChildren === true,
    language: (language as Language | null | undefined) ?? 'ja',
  };
}

/** What the table leaves empty stays as it is. */
function merged({ user }: Known, values: Record<string, unknown>): User {
  const given = Object.entries(values).filter(([, value]) => value !== null);
  return { ...user, ...Object.fromEntries(given) };
}
