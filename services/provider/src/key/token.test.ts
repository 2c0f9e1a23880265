/** The provider's signing keys in a PKCS#11 token: a whole login, a rotation, and a token that is taken out. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { openKeyFolder, openTokenKeys, type TokenKeys } from '@kazasu/server/keys';
import { makeToken, type TestToken, tokenMissing } from '@kazasu/server/keys/testing';
import { silentLog } from '@kazasu/server/log';
import { randomId } from '@kazasu/server/random';
import * as jose from 'jose';
import { openAudit } from '../audit/index.ts';
import { insertClient } from '../client/index.ts';
import { proofOf } from '../testing/card.ts';
import { CLIENT, VERIFIER } from '../testing/clients.ts';
import { RelyingParty } from '../testing/relying-party.ts';
import { begin, openPhone } from '../testing/visit.ts';
import { createWorld, type World } from '../testing/world.ts';
import { startKeys } from './background.ts';
import { destroyKey, replaceKey, rotateKey } from './key-change.ts';
import { KEEP_MS } from './key-data.ts';
import { KEY_SETTLE_MS } from './key-ring.ts';
import { tokenVault } from './key-vault.ts';

const BASE = 'http://localhost:4001/api/realms/main';
const PROTOCOL = `${BASE}/protocol/openid-connect`;
const HOUR = 3_600_000;

describe('keys in a token', { skip: tokenMissing() }, () => {
  let token: TestToken;
  let keys: TokenKeys;
  let folder: string;
  let world: World;
  let rp: RelyingParty;
  let hanako: CardImage;

  before(async () => {
    token = makeToken();
    folder = await mkdtemp(join(tmpdir(), 'kazasu-provider-keys-'));
    keys = await openTokenKeys({ ...token, mayCreate: true });
    const passphrase = await keys.passphrase('provider');
    world = await createWorld({ keys: openKeyFolder(folder, { passphrase }), tokenKeys: keys });
    rp = await RelyingParty.create('RPwithKey');
    const { jwksUri: _, ...client } = CLIENT;
    await insertClient(world.store, {
      ...client,
      clientId: rp.clientId,
      registrationId: randomId(),
      jwks: rp.jwks,
      accessTokenAlgorithm: 'ES256',
    });
    hanako = await world.personalise({});
  });
  after(async () => {
    await world?.close();
    keys?.close();
    token?.remove();
    await rm(folder, { recursive: true, force: true });
  });

  function changes() {
    const { store, clock } = world;
    const vault = tokenVault(openKeyFolder(folder), keys, clock);
    return { store, clock, vault, audit: openAudit({ store, clock, log: silentLog }), actor: 'admin:test' };
  }

  async function approved(): Promise<string> {
    const { app } = world.provider;
    const browser = await begin(app, { client_id: rp.clientId });
    const phone = await openPhone(app, await browser.linkCode());
    await phone.proof(await proofOf(hanako, phone.transaction));
    await phone.decide(true);
    const answer = await browser.answer(phone);
    return new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
  }

  async function redeem(code: string) {
    const response = await world.provider.app.request(`${PROTOCOL}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: rp.clientId,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: await rp.assertion(BASE, world.clock.now()),
        code,
        redirect_uri: 'https://rp.example/callback',
        code_verifier: VERIFIER,
      }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  }

  async function get(path: string, authorization?: string) {
    const response = await world.provider.app.request(`${PROTOCOL}/${path}`, {
      headers: authorization ? { authorization } : {},
    });
    return { status: response.status, body: await response.json() };
  }

  /** Verifies with jose what came of a login; returns the key's name. */
  async function logIn(): Promise<string> {
    const { status, body } = await redeem(await approved());
    assert.equal(status, 200, JSON.stringify(body));
    const set = jose.createLocalJWKSet((await get('certs')).body as jose.JSONWebKeySet);
    const options = { issuer: BASE, currentDate: new Date(world.clock.now()) };
    const { protectedHeader } = await jose.jwtVerify(body.id_token ?? '', set, options);
    await jose.jwtVerify(body.access_token ?? '', set, options);
    const claims = await get('userinfo', `Bearer ${body.access_token}`);
    assert.equal((claims.body as { name: string }).name, '見本　花子');
    return protectedHeader.kid ?? '';
  }

  test('a whole login is signed by keys that never leave the token; what lies in the folder is closed by the token', async () => {
    await logIn();
    assert.deepEqual((await readdir(folder)).sort(), [
      'access-token-mac.key',
      'administration.key',
      'audit.pem',
      'dpop-nonce.key',
      'items.key',
      'person.key',
      'subject.key',
    ]);
    const open = openKeyFolder(folder).load('subject', 'secret-256');
    await assert.rejects(open, { code: 'key/passphrase' });
    assert.equal(world.provider.keys.fault(), undefined);
  });

  test('a key in the token changes without a failed login, and is destroyed there', async () => {
    const first = await logIn();
    const next = await rotateKey(changes(), 'id-token', HOUR);
    await world.provider.keys.refresh();
    assert.equal(await logIn(), first);
    world.clock.advance(HOUR);
    await world.provider.keys.refresh();
    assert.equal(await logIn(), next.keyId);
    world.clock.advance(KEEP_MS['id-token']);
    const gone = await destroyKey(changes(), { purpose: 'id-token', version: 1 });
    assert.equal(await keys.has(gone.name), false);
    await world.provider.keys.refresh();
    assert.equal(await logIn(), next.keyId);
  });

  test('without the token no code is used up, the node is not ready, and both are over when it is back', async () => {
    const code = await approved();
    const another = await approved();
    await rename(token.folder, `${token.folder}-away`);
    // SoftHSM reads its files anew when it is started.
    keys.close();
    await world.provider.keys.refresh();
    assert.equal(world.provider.keys.fault(), 'keys/token');
    const signed = await Promise.all([code, another, code].map(redeem));
    // A second later it is tried again, by something that uses nothing up.
    world.clock.advance(1_000);
    signed.push(await redeem(code));
    for (const { status, body } of signed) {
      assert.equal(status, 503);
      assert.deepEqual(body, { error: 'temporarily_unavailable' });
    }
    // What needs no private key still answers.
    assert.equal((await get('certs')).status, 200);
    await rename(`${token.folder}-away`, token.folder);
    world.clock.advance(1_000);
    assert.equal((await redeem(code)).status, 200);
    assert.equal((await redeem(another)).status, 200);
    await world.provider.keys.refresh();
    assert.equal(world.provider.keys.fault(), undefined);
  });

  test('a key that was taken out of the token behind our back is told, and replaced', async () => {
    const stolen = await replaceKey(changes(), 'access-token');
    world.clock.advance(KEY_SETTLE_MS);
    await world.provider.keys.refresh();
    await logIn();
    await keys.destroy(stolen.name);
    keys.close();
    await world.provider.keys.refresh();
    assert.equal(world.provider.keys.fault(), 'keys/token');
    assert.equal((await redeem(await approved())).status, 503);
    await replaceKey(changes(), 'access-token');
    world.clock.advance(KEY_SETTLE_MS);
    await world.provider.keys.refresh();
    assert.equal(world.provider.keys.fault(), undefined);
    await logIn();
  });

  test('a wrong PIN opens nothing, and a node that may make no keys starts with those that are there alone', async () => {
    // The login of one user counts for a whole process.
    keys.close();
    await assert.rejects(openTokenKeys({ ...token, pin: { text: 'not the pin' } }), { code: 'key/token' });
    const reading = await openTokenKeys(token);
    const inFolder = openKeyFolder(folder, { passphrase: await reading.passphrase('provider') });
    const vault = tokenVault(inFolder, reading, world.clock);
    const again = await startKeys({ ...changes(), vault, log: silentLog }, undefined);
    await again.close();
    assert.equal(again.fault(), undefined);
    assert.equal(
      again.ring.signing.published.length,
      ((await get('certs')).body as jose.JSONWebKeySet).keys.length,
    );
    await assert.rejects(createWorld({ keys: inFolder, tokenKeys: reading }), /a ceremony makes it/);
    reading.close();
  });
});
