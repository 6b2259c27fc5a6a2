/** Names for several things at once: 席1, 席2 …, going on after those of that name that are there. */
export function numberedNames(name: string, count: number, taken: readonly string[]): string[] {
  if (count === 1) return [name];
  const used = taken.flatMap((one) => {
    const number = one.startsWith(name) ? /^\d{1,6}$/.exec(one.slice(name.length)) : null;
    return number ? [Number(number[0])] : [];
  });
  const first = Math.max(0, ...used) + 1;
  return Array.from({ length: count }, (_, index) => `${name}${first + index}`);
}
