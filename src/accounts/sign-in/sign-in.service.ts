import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { Refused } from '../../platform/errors.js';
import { Passwords } from '../passwords.js';
import { Throttle, type Try } from '../throttle.js';
import { User } from '../user.entity.js';

export interface Credentials {
  email: string;
  password: string;
  /** Where from: an address as networkOf gives it. */
  network: string;
  /** What KnownBrowser recognised. */
  browser?: string;
}

@Injectable()
export class SignIn {
  constructor(
    private readonly database: Database,
    private readonly passwords: Passwords,
    private readonly throttle: Throttle,
  ) {}

  /**
   * Whose credentials these are. An unknown address takes as long, and says the same, as a wrong password.
   * @throws Refused `throttled`, or `accounts.deactivated` for a right password of somebody who may not come in any more.
   */
  async whoIs(credentials: Credentials): Promise<User | undefined> {
    const { email, password, network, browser } = credentials;
    const account: Try = ['sign-in.account', browser ? `${email} ${browser}` : email];
    const tries: Try[] = [account, ['sign-in.network', network]];
    await this.throttle.count(...tries);

    const user = await this.database.reader.findOneBy(User, { email });
    if (!(await this.passwords.matches(password, user?.passwordHash))) return undefined;
    await this.throttle.forgive(...tries);
    if (user!.deactivatedAt) throw new Refused('forbidden', 'accounts.deactivated');
    return user!;
  }
}
