import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { fromSql, type Raw } from '../platform/database/columns.js';
import { ask } from '../platform/database/ask.js';
import { Database } from '../platform/database/database.js';
import { SETTINGS, type Settings } from '../platform/settings.js';
import type { Moment } from '../platform/time.js';
import type { Role } from '../platform/web/roles.js';
import { type Viewer, Viewers } from '../platform/web/viewer.js';
import { PRIVACY_VERSION } from './privacy-notice.js';
import { whatIsDue } from './second-factor/second-factor.policy.js';

type Row = Raw<
  Pick<Viewer, 'id' | 'name' | 'email' | 'language'> & {
    /** SQLite says 0 or 1. */
    confirmed: boolean | number;
    consented: boolean | number;
    factor: boolean | number;
    asked: Moment | null;
    role: Role | null;
  }
>;

@Injectable()
export class UserViewers extends Viewers {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    super();
  }

  override async find(userId: number): Promise<Viewer | undefined> {
    const rows = await ask<Row>(
      this.database.reader,
      `SELECT app_user.id, app_user.name, app_user.email, app_user.language,
         app_user.email_confirmed_at IS NOT NULL AS confirmed, user_role.role,
         app_user.factor_asked_at AS asked,
         EXISTS (SELECT 1 FROM passkey WHERE passkey.user_id = app_user.id)
           OR EXISTS (SELECT 1 FROM authenticator WHERE authenticator.user_id = app_user.id) AS factor,
         EXISTS (SELECT 1 FROM consent WHERE consent.user_id = app_user.id AND document = 'privacy' AND version = $1) AS consented
       FROM app_user LEFT JOIN user_role ON user_role.user_id = app_user.id
       WHERE app_user.id = $2 AND app_user.deactivated_at IS NULL`,
      [PRIVACY_VERSION, userId],
    );
    const [user] = rows;
    if (!user) return undefined;
    const { id, name, email, language } = user;
    const roles = rows.map(({ role }) => role).filter((role) => role !== null);
    const [emailConfirmed, consented] = [Boolean(user.confirmed), Boolean(user.consented)];
    const setUp = whatIsDue({
      roles,
      hasFactor: Boolean(user.factor),
      askedAt: fromSql(user.asked),
      now: this.clock.now(),
      graceDays: this.settings.secondFactorDays,
    });
    return { id, name, email, language, roles, emailConfirmed, consented, setUp };
  }
}
