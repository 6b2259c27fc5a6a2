import { Injectable } from '@nestjs/common';
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { invalid, notFound, Refused } from '../../platform/errors.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { FactorChanges } from './factor-changes.js';
import type { NewPasskeyForm } from './passkey-form.js';
import { Passkey } from './passkey.entity.js';
import { RelyingParty } from './relying-party.js';

/** Loaded with the first passkey: it takes as long as the whole framework, and many processes never see one. */
const webauthn = () => import('@simplewebauthn/server');

/** More than anybody has devices. */
const MOST = 20;

/** Passkeys: made known, used and forgotten. The device itself asks for finger, face or PIN, so one alone is both factors. */
@Injectable()
export class Passkeys {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly party: RelyingParty,
    private readonly changes: FactorChanges,
  ) {}

  of(userId: number): Promise<Passkey[]> {
    return this.database.reader.find(Passkey, { where: { userId }, order: { id: 'ASC' } });
  }

  async one(userId: number, id: number): Promise<Passkey> {
    const passkey = await this.database.reader.findOneBy(Passkey, { userId, id });
    if (!passkey) throw notFound();
    return passkey;
  }

  /** What the browser is asked for a new one. `rpName` is what its dialog calls the house. */
  async creationOptions(viewer: Viewer, rpName: string): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const known = await this.of(viewer.id);
    const { generateRegistrationOptions } = await webauthn();
    return generateRegistrationOptions({
      rpName,
      rpID: this.party.id,
      userID: new TextEncoder().encode(`tsudoi-${viewer.id}`),
      userName: viewer.email,
      userDisplayName: viewer.name,
      attestationType: 'none',
      excludeCredentials: known.map(({ credentialId: id, transports }) => ({ id, transports: transports as never })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
  }

  /** @throws Refused `security.passkey_failed`, `security.passkey_known`, `security.too_many_passkeys` */
  async add(viewer: Viewer, form: NewPasskeyForm, challenge: string | undefined): Promise<void> {
    const { credential, name } = form;
    const { verifyRegistrationResponse } = await webauthn();
    const checked = await verifyRegistrationResponse({
      response: credential,
      expectedChallenge: challenge ?? '',
      expectedOrigin: this.party.origin,
      expectedRPID: this.party.id,
    }).catch(() => undefined);
    if (!challenge || !checked?.verified) throw failed();
    const { id, publicKey, counter } = checked.registrationInfo.credential;
    await this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'accounts.factors', viewer.id);
      if (await tx.existsBy(Passkey, { credentialId: id })) throw invalid('name', 'security.passkey_known');
      if ((await tx.countBy(Passkey, { userId: viewer.id })) >= MOST)
        throw invalid('name', 'security.too_many_passkeys', { maximum: MOST });
      await tx.insert(Passkey, {
        userId: viewer.id,
        credentialId: id,
        publicKey: Buffer.from(publicKey).toString('base64url'),
        counter,
        transports: credential.response.transports ?? [],
        name,
        createdAt: this.clock.now(),
        usedAt: null,
      });
      await this.changes.note(tx, viewer, 'passkey_added');
    });
  }

  async rename(viewer: Viewer, id: number, name: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const done = await tx.update(Passkey, { userId: viewer.id, id }, { name });
      if (!done.affected) throw notFound();
    });
  }

  async remove(viewer: Viewer, id: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'accounts.factors', viewer.id);
      const gone = await tx.delete(Passkey, { userId: viewer.id, id });
      if (!gone.affected) throw notFound();
      await this.changes.note(tx, viewer, 'passkey_removed');
    });
  }

  /** What the browser is asked for. @param userId nobody yet: the device offers what it has for this house. */
  async requestOptions(userId: number | undefined): Promise<PublicKeyCredentialRequestOptionsJSON> {
    const known = userId === undefined ? [] : await this.of(userId);
    const { generateAuthenticationOptions } = await webauthn();
    return generateAuthenticationOptions({
      rpID: this.party.id,
      userVerification: 'required',
      allowCredentials: known.map(({ credentialId: id, transports }) => ({ id, transports: transports as never })),
    });
  }

  /**
   * Whose passkey has signed the challenge.
   * @throws Refused `security.passkey_failed`, whatever was wrong with it
   */
  async whoIs(credential: AuthenticationResponseJSON, challenge: string | undefined): Promise<number> {
    const passkey = await this.database.reader.findOneBy(Passkey, { credentialId: credential.id });
    if (!passkey || !challenge) throw failed();
    const { verifyAuthenticationResponse } = await webauthn();
    const checked = await verifyAuthenticationResponse({
      response: credential,
      expectedChallenge: challenge,
      expectedOrigin: this.party.origin,
      expectedRPID: this.party.id,
      credential: {
        id: passkey.credentialId,
        publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
        counter: passkey.counter,
        transports: passkey.transports,
      },
    }).catch(() => undefined);
    if (!checked?.verified) throw failed();
    const { newCounter: counter } = checked.authenticationInfo;
    const used = await this.database.transaction((tx) =>
      tx.update(Passkey, { id: passkey.id }, { counter, usedAt: this.clock.now() }),
    );
    if (!used.affected) throw failed();
    return passkey.userId;
  }
}

function failed(): Refused {
  return new Refused('invalid', 'security.passkey_failed');
}
