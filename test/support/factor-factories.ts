import { codeAt } from '../../src/accounts/second-factor/code.policy.js';
import type { User } from '../../src/accounts/user.entity.js';
import { paths } from '../../src/platform/paths.js';
import type { TestApp } from './app.js';
import { signIn } from './factories.js';
import type { Visitor } from './visitor.js';

export interface WithApp {
  visitor: Visitor;
  secret: string;
  recoveryCodes: string[];
  /** The code that the app shows; half a minute passes first, so that it is a new one. */
  nextCode(): string;
}

/** Signs the person in and sets up an authenticator app through its pages. */
export async function setUpApp(world: TestApp, user: Pick<User, 'email'>): Promise<WithApp> {
  const visitor = await signIn(world, user);
  const secret = (await visitor.get(paths.authenticator())).$('main strong').text().replaceAll(' ', '');
  const nextCode = (): string => {
    world.clock.advance({ seconds: 30 });
    return codeAt(secret, world.clock.now());
  };
  const { location } = await visitor.post(paths.authenticator(), { code: nextCode() });
  if (location !== paths.recoveryCodes()) throw new Error(`cannot set up an app: ${location}`);
  const page = await visitor.get(location);
  const recoveryCodes = page
    .$('main code')
    .toArray()
    .map((code) => page.$(code).text());
  return { visitor, secret, recoveryCodes, nextCode };
}
