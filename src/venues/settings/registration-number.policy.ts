/** As people type it: any width, perhaps with hyphens or spaces. */
export function plainRegistrationNumber(text: string): string {
  return text.normalize('NFKC').replace(/[-\s]/g, '').toUpperCase();
}

/** The number of an issuer of qualified invoices: T and 13 digits (DOMAIN, Money). */
export function isRegistrationNumber(text: string): boolean {
  return /^T\d{13}$/.test(text);
}

/**
 * Is its first digit the check digit of a corporate number? 9 − (Σ Pₙ × Qₙ mod 9) over the other twelve, n from the right, Q
 * 1 where n is odd and 2 where it is even (Ordinance on corporate numbers, Article 2). Sole proprietors have numbers for which
 * this does not hold, so it is a reason to look again, not to refuse.
 */
export function hasCorporateCheckDigit(number: string): boolean {
  const [check, ...base] = Array.from(number.slice(1), Number);
  const sum = base.toReversed().reduce((total, digit, at) => total + digit * (at % 2 === 0 ? 1 : 2), 0);
  return check === 9 - (sum % 9);
}
