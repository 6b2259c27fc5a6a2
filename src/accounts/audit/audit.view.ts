import { paths } from '../../platform/paths.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { isKnown } from '../../platform/views/words.js';
import { beforeText } from '../../platform/web/search-fields.js';
import type { AuditQuery } from './audit-query.js';
import { type AuditNames, type AuditRow, PAGE_ROWS } from './audit-trail.js';

export function auditView(query: AuditQuery, rows: readonly AuditRow[], names: AuditNames): object {
  const { before, ...filter } = query;
  const shown = rows.slice(0, PAGE_ROWS);
  const last = rows.length > shown.length ? shown.at(-1) : undefined;
  return {
    title: 'audit:title',
    query,
    actions: names.actions.map((code) => ({ code, label: phrase('deeds', code) })),
    kinds: names.kinds.map((code) => ({ code, label: phrase('subjects', code) })),
    narrowed: Boolean(query.action || query.kind || query.id || query.from || query.to),
    rows: shown.map((row) => ({
      ...row,
      deed: phrase('deeds', row.action),
      actorHref: row.actorId === null ? undefined : paths.audit({ person: String(row.actorId) }),
      kind: phrase('subjects', row.subjectKind),
      subjectHref: paths.audit({ kind: row.subjectKind, id: row.subjectId ?? undefined }),
      about: Object.entries(row.detail).map(([name, value]) => `${name}: ${valueText(value)}`),
    })),
    next: last && paths.audit({ ...filter, before: beforeText(last.at, last.id) }),
    first: before && paths.audit(filter),
  };
}

/** In words what was done, or to what; of what is done no more, and has none, its code. */
function phrase(file: 'deeds' | 'subjects', code: string): Phrase {
  return isKnown(`${file}:${code}`) ? `${file}:${code}` : { key: 'audit:unnamed', code };
}

/** As much of it as helps to recognise it. */
function valueText(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
