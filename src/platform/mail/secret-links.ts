const WILD = /[\\^$.*+?()[\]{}|]/g;

/** Long enough to be a token, and, with capitals or digits, no word of an address of ours. */
const TOKEN = /(?<=\/)(?=[\w-]*[A-Z0-9_])[\w-]{16,}(?=$|[/?#])/g;

/**
 * The same text, but its links to this house open nothing: what could be a one-time token (a query, a long part of the
 * path) is left out. Text and HTML alike.
 */
export function withoutSecrets(text: string, publicUrl: string): string {
  const link = new RegExp(`(${publicUrl.replace(WILD, '\\$&')})(/[^\\s"'<>]*)`, 'g');
  return text.replace(link, (_, house: string, path: string) => {
    return house + path.replace(TOKEN, '…').replace(/[?#].+$/, '?…');
  });
}
