import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { notFound, Refused } from '../../platform/errors.js';
import type { Language } from '../../platform/time.format.js';
import { SessionStore } from '../../platform/web/session-store.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { searchTextOf } from '../search-text.js';
import { User } from '../user.entity.js';
import { missingOf, type ProfileForm } from './profile-form.js';

@Injectable()
export class Profiles {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionStore,
  ) {}

  async of(viewer: Viewer): Promise<User> {
    const user = await this.database.reader.findOneBy(User, { id: viewer.id });
    if (!user) throw notFound();
    return user;
  }

  /** @throws Refused where a member leaves out what members have to tell. */
  async change(viewer: Viewer, form: ProfileForm): Promise<void> {
    const missing = missingOf(form, viewer.roles);
    if (missing.length > 0) throw new Refused('invalid', 'platform.form_invalid', {}, missing);
    await this.database.transaction(async (tx) => {
      const { email } = await tx.findOneByOrFail(User, { id: viewer.id });
      await tx.update(User, { id: viewer.id }, { ...form, searchText: searchTextOf({ ...form, email }) });
    });
  }

  /** The language in which we write to the person. */
  async chooseLanguage(viewer: Viewer, language: Language): Promise<void> {
    await this.database.transaction((tx) => tx.update(User, { id: viewer.id }, { language }));
  }

  async signOutEverywhere(viewer: Viewer): Promise<void> {
    await this.database.transaction((tx) => this.sessions.endAllOf(tx, viewer.id));
  }
}
