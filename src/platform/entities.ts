import { AuditEntry } from './audit/audit-entry.entity.js';
import { Secret } from './database/secrets.js';
import { OutboxMail } from './mail/outbox-mail.entity.js';
import { StoredSession } from './web/session.entity.js';

export const platformEntities = [StoredSession, Secret, AuditEntry, OutboxMail];
