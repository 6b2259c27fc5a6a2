import { Injectable } from '@nestjs/common';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { Audit } from '../../platform/audit/audit.js';
import { Database } from '../../platform/database/database.js';
import { PersonalData } from '../../platform/personal-data/personal-data.js';
import type { Language } from '../../platform/time.format.js';
import { say } from '../../platform/views/words.js';
import type { Viewer } from '../../platform/web/viewer.js';

/** All that the house keeps about a person, for herself: JSON by room, and the papers that she was given. */
@Injectable()
export class DataExport {
  constructor(
    private readonly database: Database,
    private readonly personalData: PersonalData,
    private readonly audit: Audit,
  ) {}

  /** A zip file. */
  async make(viewer: Viewer, language: Language): Promise<Buffer> {
    const { reader } = this.database;
    const content: Zippable = { 'README.txt': strToU8(say(language, 'personal:export.readme')) };
    for (const records of this.personalData.all()) {
      const kept = await records.collect(reader, viewer.id);
      content[`${records.kind}.json`] = strToU8(`${JSON.stringify(kept, null, 2)}\n`);
      for (const file of (await records.files?.(reader, viewer.id)) ?? [])
        content[`${records.kind}/${file.name}`] = file.content;
    }
    await this.database.transaction((tx) => {
      const subject = { kind: 'user', id: viewer.id };
      return this.audit.record(tx, { actorId: viewer.id, action: 'accounts.data_exported', subject });
    });
    return Buffer.from(zipSync(content, { level: 6 }));
  }
}
