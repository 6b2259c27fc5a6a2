/** With the mark in front that lets Excel see that it is UTF-8. */
export function csv(rows: readonly (readonly string[])[]): Buffer {
  return Buffer.from(`\ufeff${rows.map((row) => row.map(harmless).join(',')).join('\r\n')}\r\n`);
}

/** A cell that a spreadsheet shows and never runs: what begins like a formula gets a mark in front. */
export function harmless(cell: string): string {
  const shown = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}
