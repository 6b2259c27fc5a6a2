import { hash } from '@node-rs/argon2';
import { Consent } from '../../src/accounts/consent.entity.js';
import { PRIVACY_VERSION } from '../../src/accounts/privacy-notice.js';
import { searchTextOf } from '../../src/accounts/search-text.js';
import { UserRole } from '../../src/accounts/user-role.entity.js';
import { User } from '../../src/accounts/user.entity.js';
import { paths } from '../../src/platform/paths.js';
import type { Role } from '../../src/platform/web/roles.js';
import type { TestApp } from './app.js';
import type { Visitor } from './visitor.js';

type World = Pick<TestApp, 'database' | 'clock' | 'visitor'>;

/** The password of everybody whom addUser makes. */
export const PASSWORD = 'sakura-no-hana';

/** A real hash, of the least cost that argon2 allows: tests sign in often. */
let cheapHash: Promise<string> | undefined;

let made = 0;

type Person = Partial<Omit<User, 'id' | 'roles' | 'searchText' | 'createdAt'>> & {
  roles?: readonly Role[];
  /** To which version of the privacy notice; nothing: to none. The present one unless told otherwise. */
  consent?: string | null;
};

/** A member with a confirmed address who has agreed to the privacy notice, unless told otherwise. */
export async function addUser(world: World, person: Person = {}): Promise<User> {
  made += 1;
  cheapHash ??= hash(PASSWORD, { memoryCost: 8, timeCost: 1, parallelism: 1 });
  const { roles = ['member'], consent = PRIVACY_VERSION, ...given } = person;
  const now = world.clock.now();
  const user = {
    email: `person${made}@example.jp`,
    emailConfirmedAt: now,
    passwordHash: await cheapHash,
    name: `山田 花子${made}`,
    kana: 'ヤマダ ハナコ',
    postalCode: '1870032',
    address: '東京都小平市小川町1-1',
    phone: '09012345678',
    resident: true,
    raisingChildren: true,
    language: 'ja' as const,
    createdAt: now,
    deactivatedAt: null,
    ...given,
  };
  return world.database.transaction(async (tx) => {
    const saved = await tx.save(User, tx.create(User, { ...user, searchText: searchTextOf(user) }));
    const grants = roles.map((role) => ({ userId: saved.id, role, grantedAt: now, grantedBy: null }));
    if (grants.length > 0) await tx.insert(UserRole, grants);
    if (consent) await tx.insert(Consent, { userId: saved.id, document: 'privacy', version: consent, agreedAt: now });
    return saved;
  });
}

/** A browser in which the person has just signed in, through the real form. */
export async function signIn(world: World, user: Pick<User, 'email'>): Promise<Visitor> {
  const visitor = world.visitor();
  const answer = await visitor.post(paths.signIn(), { email: user.email, password: PASSWORD });
  if (answer.status !== 303) throw new Error(`cannot sign in: ${answer.status} ${answer.text.slice(0, 300)}`);
  return visitor;
}

/** Adds a person with these roles and signs her in. */
export async function signInAs(world: World, ...roles: Role[]): Promise<Visitor> {
  return signIn(world, await addUser(world, { roles }));
}
