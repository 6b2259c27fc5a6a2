/** How much of a network address the audit trail keeps. */
export const ADDRESS_KINDS = ['whole', 'coarse', 'none'] as const;
export type AddressKind = (typeof ADDRESS_KINDS)[number];

/** `coarse` tells the network, not the device: 24 bits of IPv4, 48 of IPv6. */
export function addressText(address: string, kind: AddressKind): string | null {
  if (kind === 'none') return null;
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  if (kind === 'whole') return plain;
  if (plain.includes('.')) return `${plain.split('.').slice(0, 3).join('.')}.0/24`;
  const [front = '', back] = plain.split('::');
  const groupsOf = (part: string): string[] => part.split(':').filter(Boolean);
  const [head, tail] = [groupsOf(front), groupsOf(back ?? '')];
  const zeros = back === undefined ? [] : Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0');
  return `${[...head, ...zeros, ...tail].slice(0, 3).join(':')}::/48`;
}
