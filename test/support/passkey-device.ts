import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest();
const [PRESENT, VERIFIED, WITH_KEY] = [0x01, 0x04, 0x40];

interface Held {
  rpId: string;
  privateKey: KeyObject;
  userHandle: string;
}

/** What a house asks a browser for, as JSON. */
interface Asked {
  challenge: string;
  rp?: { id: string };
  rpId?: string;
  user?: { id: string };
  allowCredentials?: { id: string }[];
}

/** What is wrong with the device or with the page that asks it. */
export interface Odd {
  /** Of the page; a browser tells it, nobody can make it say another. */
  origin?: string;
  /** She did not show her finger. */
  unverified?: boolean;
  challenge?: string;
}

/**
 * A telephone that holds passkeys: real keys and signatures (WebAuthn level 2, ES256, attestation `none`). The browser's own
 * virtual one is no use: the headless Chromium inside the npm package goes down as soon as it is asked.
 */
export class PasskeyDevice {
  private readonly held = new Map<string, Held>();
  private uses = 0;

  constructor(private readonly origin: string) {}

  /** Makes a passkey. @returns the browser's answer, as the form sends it */
  create(asked: Asked, odd: Odd = {}): object {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const id = randomBytes(16);
    const rpId = asked.rp!.id;
    this.held.set(id.toString('base64url'), { rpId, privateKey, userHandle: asked.user!.id });
    const length = Buffer.from([0, id.length]);
    const key = Buffer.concat([this.data(rpId, WITH_KEY, odd), Buffer.alloc(16), length, id, coseKey(publicKey)]);
    const attestationObject = Buffer.concat([
      Buffer.from([0xa3]),
      word('fmt'),
      word('none'),
      word('attStmt'),
      Buffer.from([0xa0]),
      word('authData'),
      Buffer.from([0x59, key.length >> 8, key.length & 0xff]),
      key,
    ]);
    return answer(id.toString('base64url'), {
      clientDataJSON: this.client('webauthn.create', asked, odd),
      attestationObject,
      transports: ['internal'],
    });
  }

  /** Signs with a passkey that the house knows, or with the first it holds for the house. */
  get(asked: Asked, odd: Odd = {}): object {
    const allowed = asked.allowCredentials?.length ? asked.allowCredentials.map(({ id }) => id) : [...this.held.keys()];
    const id = allowed.find((one) => this.held.get(one)?.rpId === asked.rpId);
    if (id === undefined) throw new Error('no passkey for this house');
    const { rpId, privateKey, userHandle } = this.held.get(id)!;
    this.uses += 1;
    const authenticatorData = this.data(rpId, 0, odd);
    const clientDataJSON = this.client('webauthn.get', asked, odd);
    const signature = sign('sha256', Buffer.concat([authenticatorData, sha256(clientDataJSON)]), privateKey);
    return answer(id, { clientDataJSON, authenticatorData, signature, userHandle });
  }

  private data(rpId: string, flags: number, { unverified }: Odd): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.uses);
    return Buffer.concat([sha256(rpId), Buffer.from([flags | PRESENT | (unverified ? 0 : VERIFIED)]), counter]);
  }

  private client(type: string, asked: Asked, { origin, challenge }: Odd): Buffer {
    const said = { type, challenge: challenge ?? asked.challenge, origin: origin ?? this.origin, crossOrigin: false };
    return Buffer.from(JSON.stringify(said));
  }
}

function answer(id: string, parts: Record<string, Buffer | string | string[]>): object {
  const response = Object.fromEntries(
    Object.entries(parts).map(([name, part]) => [name, Buffer.isBuffer(part) ? part.toString('base64url') : part]),
  );
  return { id, rawId: id, type: 'public-key', response };
}

/** A short text in CBOR. */
function word(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + text.length]), Buffer.from(text)]);
}

/** ES256 in COSE. */
function coseKey(key: KeyObject): Buffer {
  const { x, y } = key.export({ format: 'jwk' });
  const [head, middle] = [Buffer.from('a5010203262001215820', 'hex'), Buffer.from('225820', 'hex')];
  return Buffer.concat([head, Buffer.from(x!, 'base64url'), middle, Buffer.from(y!, 'base64url')]);
}
