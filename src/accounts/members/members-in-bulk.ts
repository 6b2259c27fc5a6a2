import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { databaseKind } from '../../platform/database/kind.js';
import { groupBy } from '../../platform/group-by.js';
import { Mailer, type PrintedMail } from '../../platform/mail/mailer.js';
import type { Role } from '../../platform/web/roles.js';
import { welcome } from '../letters.js';
import { newToken, OneTimeLinks } from '../one-time-links.js';
import { People } from '../people.js';
import { searchTextOf } from '../search-text.js';
import { UserRole } from '../user-role.entity.js';
import { User } from '../user.entity.js';

export type Details = Pick<
  User,
  'email' | 'name' | 'kana' | 'postalCode' | 'address' | 'phone' | 'resident' | 'raisingChildren' | 'language'
>;

/** Somebody who is there already. */
export interface Known {
  user: User;
  roles: Role[];
}

/** By address: a link to choose a password, and the mail that brings it. */
export type Welcomes = ReadonlyMap<string, { token: string; mail: PrintedMail }>;

/** So many people a statement: the databases take so many values at once. */
const PEOPLE_A_STATEMENT = 500;
const WELCOME_DAYS = 7;

const DETAILS = [
  'name',
  'kana',
  'postal_code',
  'address',
  'phone',
  'resident',
  'raising_children',
  'language',
  'search_text',
];

/** Many people at once, hundreds a statement. */
@Injectable()
export class MembersInBulk {
  constructor(
    private readonly people: People,
    private readonly clock: Clock,
    private readonly links: OneTimeLinks,
    private readonly mailer: Mailer,
  ) {}

  /** Until the end of the transaction nobody else is added, and nobody's address changes. */
  async lock(tx: EntityManager): Promise<void> {
    await this.people.lockEverybody(tx);
  }

  /** Who is there already, by address. @param hold inside a transaction: nobody changes these people until its end */
  async known(manager: EntityManager, emails: readonly string[], hold = false): Promise<Map<string, Known>> {
    const known = new Map<string, Known>();
    for (const some of inParts(emails)) {
      const lock = hold && databaseKind === 'postgres' ? { lock: { mode: 'pessimistic_write' as const } } : {};
      const users = await manager.find(User, { where: { email: In(some) }, ...lock });
      const held = await manager.findBy(UserRole, { userId: In(users.map(({ id }) => id)) });
      const rolesOf = groupBy(held, ({ userId }) => userId);
      for (const user of users)
        known.set(user.email, { user, roles: (rolesOf.get(user.id) ?? []).map(({ role }) => role) });
    }
    return known;
  }

  /**
   * Adds members who have no password yet and whose addresses nobody has confirmed. What they have not agreed to is not
   * put down: they are asked when they come in.
   * @param tell how many are there, after each part
   */
  async add(
    tx: EntityManager,
    people: readonly Details[],
    grantedBy: number,
    welcomes: Welcomes,
    tell: (added: number) => Promise<void>,
  ): Promise<void> {
    const now = this.clock.now();
    let added = 0;
    for (const some of inParts(people)) {
      const rows = some.map((one) => ({
        ...one,
        emailConfirmedAt: null,
        passwordHash: null,
        searchText: searchTextOf(one),
        createdAt: now,
        deactivatedAt: null,
      }));
      await tx.createQueryBuilder().insert().into(User).values(rows).updateEntity(false).execute();
      const emails = some.map(({ email }) => email);
      const ids = await tx.find(User, { select: { id: true, email: true }, where: { email: In(emails) } });
      const grants = ids.map(({ id }) => ({ userId: id, role: 'member' as const, grantedAt: now, grantedBy }));
      await tx.createQueryBuilder().insert().into(UserRole).values(grants).updateEntity(false).execute();
      await this.greet(tx, ids, welcomes);
      await tell((added += some.length));
    }
  }

  /** Overwrites the details of people who are there. */
  async update(tx: EntityManager, people: readonly User[], tell: (done: number) => Promise<void>): Promise<void> {
    let done = 0;
    for (const some of inParts(people)) {
      const rows = some.map(({ id: _id, roles: _roles, ...one }) => ({ ...one, searchText: searchTextOf(one) }));
      const insert = tx.createQueryBuilder().insert().into(User).values(rows).updateEntity(false);
      await insert.orUpdate(DETAILS, ['email']).execute();
      await tell((done += some.length));
    }
  }

  /** Prints what tells a person to choose her password; without her name, since nobody has shown that the address is hers. */
  welcome({ email, language }: Pick<Details, 'email' | 'language'>): { token: string; mail: PrintedMail } {
    const token = newToken();
    return { token, mail: this.mailer.print({ address: email, name: '', language }, welcome(token, WELCOME_DAYS)) };
  }

  private async greet(tx: EntityManager, people: Pick<User, 'id' | 'email'>[], welcomes: Welcomes): Promise<void> {
    const greeted = people.flatMap(({ id, email }) => {
      const welcome = welcomes.get(email);
      return welcome ? [{ userId: id, email, ...welcome }] : [];
    });
    if (greeted.length === 0) return;
    const links = greeted.map(({ userId, email, token }) => ({ userId, email, token }));
    await this.links.makeAll(tx, 'reset_password', links, WELCOME_DAYS * 24);
    await this.mailer.sendAll(
      tx,
      greeted.map(({ mail }) => mail),
    );
  }
}

function inParts<T>(all: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let at = 0; at < all.length; at += PEOPLE_A_STATEMENT) parts.push(all.slice(at, at + PEOPLE_A_STATEMENT));
  return parts;
}
