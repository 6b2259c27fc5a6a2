import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Database } from '../../platform/database/database.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { notFound } from '../../platform/errors.js';
import type { Moment } from '../../platform/time.js';
import type { Role } from '../../platform/web/roles.js';
import { Consent } from '../consent.entity.js';
import { UserRole } from '../user-role.entity.js';
import { User } from '../user.entity.js';
import { Departures } from './departures.js';
import { membersPage, type MembersQuery, PAGE_ROWS } from './members-query.js';

export interface MemberRow {
  id: number;
  name: string;
  kana: string;
  email: string;
  confirmed: boolean;
  deactivated: boolean;
  roles: Role[];
}

export interface Member {
  user: User;
  roles: { role: Role; grantedAt: Moment; grantedBy: string | null }[];
  consents: Consent[];
}

/** Reading about people, for the staff. */
@Injectable()
export class Members {
  constructor(
    private readonly database: Database,
    private readonly departures: Departures,
  ) {}

  /** One page of people by kana, in at most three statements. `next` is there when more follow. */
  async page(query: MembersQuery): Promise<{ rows: MemberRow[]; next?: number }> {
    const { reader } = this.database;
    const after = query.after === undefined ? null : await reader.findOneBy(User, { id: query.after });
    const found = await membersPage(reader, query, after ?? undefined).getMany();
    const users = found.slice(0, PAGE_ROWS);
    const held = await reader.findBy(UserRole, { userId: In(users.map(({ id }) => id)) });
    const rows = users.map((user) => ({
      id: user.id,
      name: user.name,
      kana: user.kana,
      email: user.email,
      confirmed: user.emailConfirmedAt !== null,
      deactivated: user.deactivatedAt !== null,
      roles: held.filter(({ userId }) => userId === user.id).map(({ role }) => role),
    }));
    return { rows, next: found.length > PAGE_ROWS ? users.at(-1)!.id : undefined };
  }

  /** @throws Refused not found */
  async one(id: number): Promise<Member> {
    const { reader } = this.database;
    const user = await reader.findOneBy(User, { id });
    if (!user) throw notFound();
    const held = await reader.find(UserRole, { where: { userId: id }, order: { grantedAt: 'ASC', role: 'ASC' } });
    const granters = await reader.find(User, {
      select: { id: true, name: true },
      where: { id: In(held.flatMap(({ grantedBy }) => grantedBy ?? [])) },
    });
    const nameOf = (granter: number | null): string | null => granters.find(({ id }) => id === granter)?.name ?? null;
    return {
      user,
      roles: held.map(({ role, grantedAt, grantedBy }) => ({ role, grantedAt, grantedBy: nameOf(grantedBy) })),
      consents: await reader.find(Consent, { where: { userId: id }, order: { id: 'ASC' } }),
    };
  }

  /** What she would lose where she is shut out. */
  losses(id: number): Promise<Phrase[]> {
    return this.departures.coming(this.database.reader, id);
  }

  /**
   * Members who can sign in, by name, kana or mail, for staff who act for somebody. Nobody for an empty text.
   * @param limit of how many to show
   */
  async find(text: string, limit: number): Promise<Pick<User, 'id' | 'name' | 'kana' | 'email'>[]> {
    if (text.trim() === '') return [];
    const query = { q: text, role: 'member', status: 'active' } as const;
    return membersPage(this.database.reader, query, undefined)
      .select(['user.id', 'user.name', 'user.kana', 'user.email'])
      .limit(limit)
      .getMany();
  }
}
