import { AuditEntry } from './audit/audit-entry.entity.js';
import { AuditLink } from './audit/audit-link.entity.js';
import { CalendarFeed } from './calendar/calendar-feed.entity.js';
import { Secret } from './database/secrets.js';
import { JobRun } from './jobs/job-run.entity.js';
import { OutboxMail } from './mail/outbox-mail.entity.js';
import { RequestRate } from './web/rates/request-rate.entity.js';
import { RetentionSetting } from './personal-data/retention-setting.entity.js';
import { StoredSession } from './web/session.entity.js';

export const platformEntities = [
  StoredSession,
  Secret,
  AuditEntry,
  AuditLink,
  RetentionSetting,
  OutboxMail,
  JobRun,
  CalendarFeed,
  RequestRate,
];
