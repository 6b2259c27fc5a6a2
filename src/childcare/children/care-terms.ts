import type { DateText } from '../../platform/time.js';

/**
 * The version of the terms of childcare to which a guardian agrees for each child: the day from which it holds. It changes
 * with the words in views/locales/<language>/childcare.json (`terms`); cards that agreed to an older one are incomplete.
 */
export const CARE_TERMS_VERSION: DateText = '2026-11-21';
