import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import type { Language } from '../platform/time.format.js';
import type { Role } from '../platform/web/roles.js';
import { Consent } from './consent.entity.js';
import { PRIVACY_VERSION } from './privacy-notice.js';
import { searchTextOf } from './search-text.js';
import { UserRole } from './user-role.entity.js';
import { User } from './user.entity.js';

/** A person who is about to be added. She has agreed to the privacy notice. */
export interface NewPerson {
  email: string;
  emailConfirmed: boolean;
  passwordHash: string;
  name: string;
  kana: string;
  language: Language;
  postalCode?: string;
  address?: string;
  phone?: string;
  resident?: boolean;
  raisingChildren?: boolean;
}

@Injectable()
export class People {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Who has this address. Nobody else can take it before the end of the transaction. */
  async withEmail(tx: EntityManager, email: string): Promise<User | undefined> {
    await this.database.lock(tx, 'accounts.everybody', 0, 'shared');
    await this.database.lock(tx, 'accounts.email', email);
    return (await tx.findOneBy(User, { email })) ?? undefined;
  }

  /** Until the end of the transaction nobody else is added, and nobody's address changes: for who adds many at once. */
  async lockEverybody(tx: EntityManager): Promise<void> {
    await this.database.lock(tx, 'accounts.everybody', 0);
  }

  /** Whoever calls has asked `withEmail` first. @param grantedBy nobody: she signed up by herself. */
  async add(tx: EntityManager, person: NewPerson, roles: readonly Role[], grantedBy: number | null): Promise<User> {
    const now = this.clock.now();
    const { emailConfirmed, ...given } = person;
    const user = await tx.save(
      User,
      tx.create(User, {
        postalCode: null,
        address: null,
        phone: null,
        resident: false,
        raisingChildren: false,
        ...given,
        emailConfirmedAt: emailConfirmed ? now : null,
        searchText: searchTextOf(person),
        createdAt: now,
        deactivatedAt: null,
      }),
    );
    await tx.insert(Consent, { userId: user.id, document: 'privacy', version: PRIVACY_VERSION, agreedAt: now });
    await this.grant(tx, user.id, roles, grantedBy);
    return user;
  }

  /** Roles that she holds already stay as they are. */
  async grant(tx: EntityManager, userId: number, roles: readonly Role[], grantedBy: number | null): Promise<void> {
    const grantedAt = this.clock.now();
    const rows = roles.map((role) => ({ userId, role, grantedAt, grantedBy }));
    await tx.createQueryBuilder().insert().into(UserRole).values(rows).orIgnore().execute();
  }
}
