/** Which text of the privacy notice (/privacy) is in force. A new text gets a new version: consents name it. */
export const PRIVACY_VERSION = '2026-11';
