import type { EntityManager } from 'typeorm';
import { Consent } from '../../src/accounts/consent.entity.js';
import { Passwords } from '../../src/accounts/passwords.js';
import { PRIVACY_VERSION } from '../../src/accounts/privacy-notice.js';
import { searchTextOf } from '../../src/accounts/search-text.js';
import { UserRole } from '../../src/accounts/user-role.entity.js';
import { User } from '../../src/accounts/user.entity.js';
import type { Moment } from '../../src/platform/time.js';
import type { Role } from '../../src/platform/web/roles.js';
import { ACCOUNTS, MEMBERS, type Named, NEIGHBOURHOODS } from './names.js';
import type { Chance } from './random.js';

export const DEMO_PASSWORD = 'tsudoi-demo';

/** The demo accounts and forty members. @returns their ids by e-mail. */
export async function seedPeople(tx: EntityManager, now: Moment, chance: Chance): Promise<Map<string, number>> {
  const passwordHash = await new Passwords().hash(DEMO_PASSWORD);
  const ids = new Map<string, number>();
  const add = async (person: Named, roles: readonly Role[]): Promise<void> => {
    const createdAt = now.subtract({ hours: 24 * chance.between(60, 200) });
    const [postalCode, street] = chance.pick(NEIGHBOURHOODS);
    const user = await tx.save(
      tx.create(User, {
        ...person,
        emailConfirmedAt: createdAt.add({ minutes: chance.between(2, 90) }),
        passwordHash,
        postalCode,
        address: `${street}${chance.between(1, 5)}-${chance.between(1, 30)}`,
        phone: `0800000${String(1000 + ids.size)}`,
        resident: chance.happens(0.8),
        raisingChildren: chance.happens(0.85),
        language: 'ja',
        searchText: searchTextOf(person),
        createdAt,
        deactivatedAt: null,
      }),
    );
    ids.set(person.email, user.id);
    await tx.insert(Consent, { userId: user.id, document: 'privacy', version: PRIVACY_VERSION, agreedAt: createdAt });
    await tx.insert(
      UserRole,
      roles.map((role) => ({ userId: user.id, role, grantedAt: createdAt, grantedBy: null })),
    );
  };
  for (const { roles, ...person } of ACCOUNTS) await add(person, roles);
  for (const person of MEMBERS) await add(person, ['member']);
  return ids;
}
