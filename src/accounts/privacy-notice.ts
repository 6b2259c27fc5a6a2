import type { DateText } from '../platform/time.js';

/**
 * The version of the privacy notice that `/privacy` shows and that people agree to (Consent): the day from which it holds.
 * It changes with the words in views/locales/<language>/privacy.json.
 */
export const PRIVACY_VERSION: DateText = '2026-11-22';
