import type { BackupState } from '../platform/backup/backups.js';
import { paths } from '../platform/paths.js';
import type { Phrase } from '../platform/views/phrase.js';
import type { Viewer } from '../platform/web/viewer.js';
import type { Overview } from './manage.overview.js';

interface Need {
  label: Phrase;
  href: string;
}

const ADMIN_ROOMS = [
  { label: 'audit:title', about: 'audit:lead', href: paths.audit() },
  { label: 'personal:breach.title', about: 'personal:breach.lead', href: paths.breaches() },
];

export function manageView(overview: Overview, viewer: Viewer): object {
  return {
    title: 'home:manage.title',
    needs: needsOf(overview),
    coming: overview.coming.map(({ date, closure, venue }) => ({
      date,
      venue: overview.venues.length > 1 ? venue : undefined,
      reason: closure.reason,
      href: paths.closures(closure.venueId),
    })),
    backup: backupPhrase(overview.backup),
    rooms: [
      { label: 'home:manage.venues', about: 'home:manage.venues_about', href: paths.venues() },
      { label: 'home:manage.members', about: 'home:manage.members_about', href: paths.members() },
      { label: 'home:manage.invitations', about: 'home:manage.invitations_about', href: paths.invitations() },
      { label: 'home:manage.programmes', about: 'home:manage.programmes_about', href: paths.programmes() },
      { label: 'home:manage.bookings', about: 'home:manage.bookings_about', href: paths.manageBookings() },
      { label: 'home:manage.fees', about: 'home:manage.fees_about', href: paths.manageFees() },
      { label: 'home:manage.courses', about: 'home:manage.courses_about', href: paths.courses() },
      { label: 'followups:title', about: 'home:manage.follow_ups_about', href: paths.followUps() },
      { label: 'count:title', about: 'home:manage.count_about', href: paths.count() },
      { label: 'home:manage.care', about: 'home:manage.care_about', href: paths.careSlots() },
      { label: 'home:manage.care_figures', about: 'home:manage.care_figures_about', href: paths.careFigures() },
      { label: 'home:manage.care_rules', about: 'home:manage.care_rules_about', href: paths.careSettings() },
      { label: 'home:manage.children', about: 'home:manage.children_about', href: paths.childRules() },
      { label: 'home:manage.usage', about: 'home:manage.usage_about', href: paths.usage() },
      { label: 'home:manage.imports', about: 'home:manage.imports_about', href: paths.imports() },
      { label: 'home:manage.mails', about: 'home:manage.mails_about', href: paths.mails() },
      { label: 'home:manage.reports', about: 'home:manage.reports_about', href: paths.reports() },
      { label: 'home:manage.jobs', about: 'home:manage.jobs_about', href: paths.jobs() },
      { label: 'readings:title', about: 'readings:lead', href: paths.childReadings() },
      { label: 'personal:erasures.title', about: 'personal:erasures.lead', href: paths.erasures() },
      { label: 'personal:retention.title', about: 'personal:retention.lead', href: paths.retention() },
      ...(viewer.roles.includes('admin') ? ADMIN_ROOMS : []),
    ],
  };
}

/** The most pressing first. */
function needsOf({ careReports, requests, tooFew, failed, venues, furnished, backup, clockBehind }: Overview): Need[] {
  const needs: Need[] = [];
  if (careReports.due > 0)
    needs.push({ label: { key: 'care:incident.open', ...careReports }, href: paths.careIncidents() });
  if (requests > 0) needs.push({ label: { key: 'home:manage.requests', count: requests }, href: paths.requests() });
  for (const { session, title, enrolled: count } of tooFew) {
    const { id, courseId, date, minimum } = session;
    needs.push({
      label: { key: 'enrolment:minimum.need', title, date, count, minimum },
      href: paths.session(courseId, id),
    });
  }
  if (failed.jobs > 0)
    needs.push({ label: { key: 'home:manage.jobs_failed', count: failed.jobs }, href: paths.jobs() });
  if (failed.mails > 0) {
    needs.push({
      label: { key: 'home:manage.mails_failed', count: failed.mails },
      href: paths.mails({ state: 'failed' }),
    });
  }
  if (clockBehind) needs.push({ label: { key: 'home:manage.clock_behind', minutes: clockBehind }, href: paths.jobs() });
  if (backup.state === 'old') needs.push({ label: backupPhrase(backup, 'since'), href: paths.jobs() });
  if (venues.length === 0) needs.push({ label: 'home:manage.no_venue', href: paths.venueNew() });
  for (const { id, name, openingHours } of venues) {
    if (openingHours.length === 0)
      needs.push({ label: { key: 'home:manage.hours_missing', name }, href: paths.openingHours(id) });
    if (!furnished.has(id)) needs.push({ label: { key: 'home:manage.empty_venue', name }, href: paths.resources(id) });
  }
  return needs;
}

function backupPhrase({ state, latest: at }: BackupState, told: 'latest' | 'since' = 'latest'): Phrase {
  if (state === 'off') return 'home:manage.backup_off';
  if (!at) return 'home:manage.backup_never';
  return { key: told === 'latest' ? 'home:manage.backup_latest' : 'home:manage.backup_old', at };
}
