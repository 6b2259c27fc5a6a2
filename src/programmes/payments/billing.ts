/** Who asks for the money, and where it goes: stands on the 請求書. */
export interface Billing {
  /** T and 13 digits; none: the operator issues no qualified invoices. */
  registrationNumber: string | null;
  bank: string;
  branch: string;
  accountKind: (typeof ACCOUNT_KINDS)[number];
  /** Seven digits. */
  accountNumber: string;
  /** カナ. */
  accountHolder: string;
}

export const ACCOUNT_KINDS = ['ordinary', 'current'] as const;
