import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Passkey } from '../../src/accounts/second-factor/passkey.entity.js';
import type { User } from '../../src/accounts/user.entity.js';
import { paths } from '../../src/platform/paths.js';
import { startApp, type TestApp } from '../support/app.js';
import { addUser, PASSWORD, signIn } from '../support/factories.js';
import { mailsTo } from '../support/mails.js';
import { type Odd, PasskeyDevice } from '../support/passkey-device.js';
import type { Answer, Visitor } from '../support/visitor.js';

const ORIGIN = 'http://tsudoi.test';

let world: TestApp;
beforeAll(async () => {
  world = await startApp();
});
afterAll(() => world.close());

const isSignedIn = async (visitor: Visitor) => (await visitor.get(paths.profile())).status === 200;

async function add(visitor: Visitor, device: PasskeyDevice, odd?: Odd): Promise<Answer> {
  const asked = JSON.parse((await visitor.post(paths.passkeyCreation())).body) as never;
  return visitor.post(paths.passkeys(), { name: '携帯', credential: JSON.stringify(device.create(asked, odd)) });
}

async function show(visitor: Visitor, device: PasskeyDevice, odd?: Odd, to = paths.passkeySignIn()): Promise<Answer> {
  const asked = JSON.parse((await visitor.post(paths.passkeyOptions())).body) as never;
  return visitor.post(to, { credential: JSON.stringify(device.get(asked, odd)), next: '/bookings' });
}

/** A person with a passkey on a device of hers. */
async function withPasskey(person: Parameters<typeof addUser>[1] = {}) {
  const user = await addUser(world, person);
  const device = new PasskeyDevice(ORIGIN);
  const visitor = await signIn(world, user);
  const answer = await add(visitor, device);
  expect(answer.location).toBe(paths.recoveryCodes());
  return { user, device, visitor };
}

describe('a passkey', () => {
  let user: User;
  let device: PasskeyDevice;
  let visitor: Visitor;
  beforeAll(async () => {
    ({ user, device, visitor } = await withPasskey());
  });

  test('alone signs her in, and leads on to where she was going', async () => {
    const elsewhere = world.visitor();
    expect([(await show(elsewhere, device)).location, await isSignedIn(elsewhere)]).toEqual(['/bookings', true]);
    expect((await elsewhere.get(paths.security())).text).toMatch(/携帯.*最後に使った日時/);
    expect((await mailsTo(world, user.email)).map(({ name }) => name)).toContain('accounts.passkey_added');
  });

  test('is the second step after the password', async () => {
    const elsewhere = world.visitor();
    const first = await elsewhere.post(paths.signIn(), { email: user.email, password: PASSWORD });
    expect([first.location, await isSignedIn(elsewhere)]).toEqual([paths.secondStep(), false]);
    expect((await elsewhere.get(paths.secondStep())).$('passkey-form').length).toBe(1);
    expect([(await show(elsewhere, device)).status, await isSignedIn(elsewhere)]).toEqual([303, true]);
  });

  test.each<[string, Odd]>([
    ['made for a page of another address', { origin: 'https://tsudoi.evil.example' }],
    ['without finger, face or PIN', { unverified: true }],
    ['to another challenge', { challenge: Buffer.alloc(32).toString('base64url') }],
  ])('an answer %s opens nothing', async (_, odd) => {
    const elsewhere = world.visitor();
    const answer = await show(elsewhere, device, odd);
    expect([answer.status, answer.$('#form-summary').length, await isSignedIn(elsewhere)]).toEqual([422, 1, false]);
  });

  test('an answer is good once, for who asked, and for five minutes', async () => {
    const [one, other] = [world.visitor(), world.visitor()];
    const ask = async () => JSON.parse((await one.post(paths.passkeyOptions())).body) as never;
    const send = async (who: Visitor, credential: object) =>
      (await who.post(paths.passkeySignIn(), { credential: JSON.stringify(credential) })).status;
    const answer = device.get(await ask());
    expect([await send(other, answer), await send(one, answer), await send(one, answer)]).toEqual([422, 303, 422]);
    const late = device.get(await ask());
    world.clock.advance({ minutes: 5 });
    expect(await send(one, late)).toBe(422);
  });

  test('of somebody who was deactivated opens nothing', async () => {
    const gone = await withPasskey();
    await world.database.transaction((tx) =>
      tx.query(`UPDATE app_user SET deactivated_at = created_at WHERE id = ${gone.user.id}`),
    );
    expect((await show(world.visitor(), gone.device)).status).toBe(403);
  });

  test.each([
    ['nothing', undefined],
    ['no JSON', '{'],
    ['another JSON', '[1]'],
    ['wrong types', JSON.stringify({ id: 1, rawId: [], type: 'public-key', response: null })],
    ['what is no base64url', JSON.stringify({ id: 'a b', rawId: 'a', type: 'public-key', response: {} })],
  ])('%s instead of an answer is refused with words', async (_, credential) => {
    for (const path of [paths.passkeySignIn(), paths.passkeys(), paths.proofByPasskey()]) {
      const answer = await visitor.post(path, { credential, name: 'x' });
      expect([path, answer.status, answer.$('#form-summary li').length > 0]).toEqual([path, 422, true]);
    }
  });

  test('is made for this address alone, with finger, face or PIN, and not twice', async () => {
    const other = new PasskeyDevice(ORIGIN);
    const statuses = [];
    for (const odd of [{ origin: 'https://evil.example' }, { unverified: true }, { challenge: 'AAAA' }, {}])
      statuses.push((await add(visitor, other, odd)).status);
    expect(statuses).toEqual([422, 422, 422, 303]);
    const asked = JSON.parse((await visitor.post(paths.passkeyCreation())).body) as { excludeCredentials: object[] };
    expect(asked.excludeCredentials).toHaveLength(2);
  });

  test('of somebody else is no proof, and cannot be seen, named or removed', async () => {
    const other = await withPasskey();
    const { id } = await world.database.reader.findOneByOrFail(Passkey, { userId: user.id });
    expect((await other.visitor.get(paths.passkey(id))).status).toBe(404);
    expect((await other.visitor.post(paths.passkey(id), { name: 'x' })).status).toBe(404);
    expect((await other.visitor.post(paths.passkeyRemoval(id))).status).toBe(404);
    world.clock.advance({ minutes: 31 });
    const asked = JSON.parse((await world.visitor().post(paths.passkeyOptions())).body) as never;
    const credential = JSON.stringify(device.get(asked));
    expect((await other.visitor.post(paths.proofByPasskey(), { credential })).status).toBe(422);
    expect((await show(other.visitor, other.device, {}, paths.proofByPasskey())).location).toBe('/bookings');
    expect((await other.visitor.get(paths.passkeyNew())).status).toBe(200);
  });

  test('that is removed opens nothing any more, and the password is enough again', async () => {
    const own = await withPasskey();
    const { id } = await world.database.reader.findOneByOrFail(Passkey, { userId: own.user.id });
    expect((await own.visitor.post(paths.passkey(id), { name: '古い携帯' })).location).toBe(paths.security());
    expect((await own.visitor.get(paths.security())).text).toContain('古い携帯');
    expect((await own.visitor.post(paths.passkeyRemoval(id))).location).toBe(paths.security());
    expect((await show(world.visitor(), own.device)).status).toBe(422);
    expect(await isSignedIn(await signIn(world, own.user))).toBe(true);
  });
});

test('asking for challenges over and over is slowed down', async () => {
  const visitor = world.visitor();
  const statuses = [];
  for (let count = 0; count < 62; count += 1) statuses.push((await visitor.post(paths.passkeyOptions())).status);
  expect(statuses).toContain(429);
});
