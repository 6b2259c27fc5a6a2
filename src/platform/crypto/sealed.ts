import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

/**
 * Text that is sealed before it is stored, so that the database file, a copy of it or a dump tells nothing (AES-256-GCM).
 * Sealed text looks like `s1.<key id>.<nonce, tag and text in base64url>`.
 */
const FORM = /^s1\.([0-9a-f]{8})\.([\w-]+)$/;
const [NONCE_BYTES, TAG_BYTES] = [12, 16];

/** Sealed under a key that this process does not have, or changed since. */
export class CannotOpenSealed extends Error {}

/**
 * The keys that this process has, by their ids. Columns are sealed and opened where no request and no container is at hand,
 * so the keys are the process's own; they are there before the first row is read (data-keys.ts). A test may open several
 * installations in one process: each text names its key, so none is taken for another's.
 */
const keys = new Map<string, Buffer>();
let sealing: string | undefined;

/** @param secrets at least 32 characters each. The first seals; all of them open. @returns their ids */
export function takeKeys([first, ...others]: readonly [string, ...string[]]): string[] {
  const older = others.map(addKey);
  sealing = addKey(first);
  return [sealing, ...older];
}

/** @throws Error before there is a key. */
export function seal(text: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const id = sealingKey();
  const cipher = createCipheriv('aes-256-gcm', keys.get(id)!, nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return `s1.${id}.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')}`;
}

/** @throws CannotOpenSealed for what is not sealed, changed, or sealed under another key. */
export function open(sealed: string): string {
  const id = keyIdOf(sealed);
  if (id === undefined) throw new CannotOpenSealed('not sealed');
  const key = keys.get(id);
  if (!key) throw new CannotOpenSealed(`sealed under key ${id}, which DATA_KEY does not hold`);
  const bytes = Buffer.from(FORM.exec(sealed)![2]!, 'base64url');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  } catch (cause) {
    throw new CannotOpenSealed(`sealed under key ${id}, but changed since`, { cause });
  }
}

/** The id of the key that sealed it; nothing for what is not sealed. */
export function keyIdOf(text: string): string | undefined {
  return FORM.exec(text)?.[1];
}

/** The id of the key that seals now. @throws Error before there is a key. */
export function sealingKey(): string {
  if (!sealing) throw new Error('no key to seal with: the database is not open yet');
  return sealing;
}

/** The key itself and its id are both derived: the id tells nothing of the key. */
function addKey(secret: string): string {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'tsudoi sealed text', 32));
  const id = createHash('sha256').update('tsudoi key id').update(key).digest('hex').slice(0, 8);
  keys.set(id, key);
  return id;
}
