import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { invalid } from '../../platform/errors.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { Passwords } from '../passwords.js';
import { Throttle, type Try } from '../throttle.js';
import { User } from '../user.entity.js';

/** The present password of whoever is signed in, asked for again. */
@Injectable()
export class OwnPassword {
  constructor(
    private readonly database: Database,
    private readonly passwords: Passwords,
    private readonly throttle: Throttle,
  ) {}

  /**
   * A browser that was left open is no reason to let a stranger guess.
   * @throws Refused `accounts.wrong_password` at `currentPassword`, `throttled`
   */
  async check(viewer: Viewer, password: string): Promise<void> {
    const guess: Try = ['own-password.account', String(viewer.id)];
    await this.throttle.count(guess);
    const user = await this.database.reader.findOneBy(User, { id: viewer.id });
    if (!(await this.passwords.matches(password, user?.passwordHash)))
      throw invalid('currentPassword', 'accounts.wrong_password');
    await this.throttle.forgive(guess);
  }
}
