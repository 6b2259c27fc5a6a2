/** What a person may be. One person can hold several. */
export const ROLES = [
  'member',
  'editor',
  'trainer',
  'childcare',
  'producer',
  'supporter',
  'manager',
  'officer',
  'admin',
] as const;

export type Role = (typeof ROLES)[number];
