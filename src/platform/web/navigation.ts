import { paths } from '../paths.js';
import type { Page } from '../views/page.js';
import type { Role } from './roles.js';
import { isOne, type Viewer } from './viewer.js';

interface Entry {
  label: string;
  href: string;
  /** Nobody in particular: everybody who is signed in. */
  roles?: readonly Role[];
}

const ENTRIES: Entry[] = [
  { label: 'platform:nav.me', href: paths.me() },
  { label: 'platform:nav.bookings', href: paths.day() },
  { label: 'platform:nav.trainings', href: paths.trainings() },
  { label: 'platform:nav.desk', href: paths.desk(), roles: ['supporter', 'manager', 'admin'] },
  { label: 'platform:nav.care', href: paths.care(), roles: ['childcare'] },
  { label: 'platform:nav.teaching', href: paths.teaching(), roles: ['trainer'] },
  { label: 'platform:nav.courses', href: paths.courses(), roles: ['trainer'] },
  { label: 'platform:nav.manage', href: paths.manage(), roles: ['manager', 'admin'] },
  { label: 'platform:nav.programmes', href: paths.programmes(), roles: ['officer'] },
  { label: 'platform:nav.reports', href: paths.reports(), roles: ['officer'] },
  { label: 'platform:nav.usage', href: paths.usage(), roles: ['officer'] },
];

/** The links of the head that this person may follow. */
export function navigationFor(viewer: Viewer | undefined, url: string): Page['navigation'] {
  if (!viewer) return [];
  const here = url.split('?')[0]!;
  return ENTRIES.filter(({ roles }) => !roles || isOne(viewer, roles)).map(({ label, href }) => ({
    label,
    href,
    current: here === href || here.startsWith(`${href}/`),
  }));
}
