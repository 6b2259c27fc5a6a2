/** One household or one place: an IPv4 address, or the first 64 bits of an IPv6 one. */
export function networkOf(ip: string): string {
  const address = plain(ip);
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('::');
  const front = head ? head.split(':') : [];
  const back = tail ? tail.split(':') : [];
  const gap = tail === undefined ? 0 : 8 - front.length - back.length;
  return [...front, ...Array<string>(Math.max(0, gap)).fill('0'), ...back]
    .slice(0, 4)
    .map((part) => parseInt(part, 16).toString(16))
    .join(':');
}

/** This very machine: whoever works at it, or a proxy that nobody has named (TRUST_PROXY). Never a visitor. */
export function isLoopback(ip: string): boolean {
  const address = plain(ip);
  return address === '::1' || address.startsWith('127.');
}

function plain(ip: string): string {
  return ip.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
}
