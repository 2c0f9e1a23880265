import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { sign, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { toBase64url, toUtf8 } from '@kazasu/bytes';
import { forwarding } from '@kazasu/server/http';
import { Hono } from 'hono';
import {
  challengeMessage,
  HOLDER_PATHS,
  type HolderProblem,
  type HolderSession,
  type RegistrationBegun,
} from '../api/index.ts';
import type { ProviderDeps } from '../deps.ts';
import { beginRegistration, makePasskey, register, registrationProof, unlock } from '../testing/app-user.ts';
import { type Lies, SoftAuthenticator } from '../testing/authenticator.ts';
import { testDeps } from '../testing/test-deps.ts';
import { call, callRaw } from '../testing/visit.ts';
import { createWorld, type World } from '../testing/world.ts';
import { holderSteps } from './steps.ts';

let world: World;
let hanako: CardImage;
let jiro: CardImage;

before(async () => {
  world = await createWorld({ manyCards: true });
  hanako = await world.personalise({});
  jiro = await world.personalise({ residentId: 'jiro', myNumber: '999000000024' });
});
after(() => world.close());
afterEach(() => {
  world.network = undefined;
});

const app = () => world.provider.app;

const passkey = (begun: RegistrationBegun, credential: unknown) =>
  callRaw(app(), HOLDER_PATHS.passkey, { credential }, begun.registrationToken);

const card = (begun: RegistrationBegun, proof: unknown) =>
  call<HolderSession | HolderProblem>(app(), HOLDER_PATHS.card, proof, begun.registrationToken);

async function halfWay(): Promise<RegistrationBegun> {
  const begun = await beginRegistration(app());
  await makePasskey(app(), begun, new SoftAuthenticator());
  return begun;
}

async function rowsOf(table: string): Promise<number> {
  const [row] = await world.store.run<{ total: number }>(`SELECT COUNT(*) AS total FROM provider_${table}`);
  return row?.total ?? -1;
}

test('a passkey and a card make an account, which the passkey unlocks from then on', async () => {
  const user = await register(app(), hanako);
  const { holder } = user.registered;
  assert.equal(holder.passkeys.length, 1);
  assert.equal(holder.passkeys[0]?.current, true);
  const certificate = holder.certificates[0];
  assert.deepEqual([certificate?.role, certificate?.device], ['authentication', 'card']);
  const x509 = new X509Certificate(Buffer.from(hanako.jpki.authenticationCertificate, 'base64'));
  assert.equal(certificate?.notAfter, Date.parse(x509.validTo));
  const unlocked = await unlock(app(), user.authenticator);
  assert.ok('session' in unlocked, JSON.stringify(unlocked));
  assert.notEqual(unlocked.session, user.session);
  assert.equal(unlocked.holder.passkeys[0]?.lastUsedAt, world.clock.now());
});

test('the authenticator is asked for a passkey that it finds itself, with the person verified, and learns nothing of the person', async () => {
  const { passkey, challenge } = await beginRegistration(app());
  const { rp, user, authenticatorSelection, attestation } = passkey as Record<string, Record<string, string>>;
  assert.deepEqual(rp, { name: 'Kazasu', id: 'localhost' });
  assert.equal(authenticatorSelection?.residentKey, 'required');
  assert.equal(authenticatorSelection?.userVerification, 'required');
  assert.equal(attestation, 'none');
  assert.match(user?.name ?? '', /^Kazasu 2026-06-15$/);
  assert.deepEqual([challenge.clientId, challenge.origin], ['', 'http://localhost:4002']);
});

test('the same person gets the same account with a second device, another person another one', async () => {
  const first = await register(app(), hanako);
  const second = await register(app(), hanako);
  const other = await register(app(), jiro);
  assert.equal(second.registered.holder.registeredAt, first.registered.holder.registeredAt);
  const ids = (it: HolderSession) => it.holder.passkeys.map(({ id }) => id);
  assert.ok(ids(second.registered).includes(first.authenticator.credential.id));
  assert.deepEqual(ids(other.registered), [other.authenticator.credential.id]);
});

test('whoever has lost the device ends its passkey and its sessions with the card', async () => {
  const lost = await register(app(), hanako);
  const found = await register(app(), hanako, { endOthers: true });
  assert.deepEqual(
    found.registered.holder.passkeys.map(({ id }) => id),
    [found.authenticator.credential.id],
  );
  assert.ok(found.registered.ended?.includes(lost.authenticator.credential.id), 'a device may forget it');
  assert.deepEqual(await unlock(app(), lost.authenticator), { error: 'passkey_invalid' });
  assert.deepEqual(await lost.post(HOLDER_PATHS.holder), { error: 'session_unknown' });
  assert.ok('session' in (await unlock(app(), found.authenticator)));
});

test('a sixth device ends the one that was not used for longest', async () => {
  const users = [await register(app(), jiro, { endOthers: true })];
  while (users.length < 6) {
    world.clock.advance(1_000);
    users.push(await register(app(), jiro));
  }
  assert.equal(users.at(-1)?.registered.holder.passkeys.length, 5);
  assert.deepEqual(users.at(-1)?.registered.ended, [users[0]?.authenticator.credential.id]);
  assert.deepEqual(users.at(-2)?.registered.ended, []);
  assert.deepEqual(await users[0]?.unlock(), { error: 'passkey_invalid' });
  assert.ok('session' in ((await users[1]?.unlock()) ?? {}));
});

/**
 * A packed attestation with the certificate of a maker (Web Authentication Level 3 section 8.2), good in every way: it would be read, and
 * another one's revocation lists fetched, if it were not refused unread.
 */
function packedAttestation(signed: Uint8Array) {
  const folder = mkdtempSync(join(tmpdir(), 'kazasu-'));
  const path = (name: string) => join(folder, name);
  const subject = '/C=JP/O=Maker/OU=Authenticator Attestation/CN=Model';
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: ['pipe', 'pipe', 'ignore'] });
  openssl(
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
    ...['-subj', subject, '-addext', 'basicConstraints=critical,CA:FALSE'],
    ...['-keyout', path('key'), '-outform', 'DER', '-out', path('certificate')],
  );
  const signature = sign('sha256', signed, readFileSync(path('key')));
  const certificate = readFileSync(path('certificate'));
  rmSync(folder, { recursive: true });
  const text = (value: string) => [0x60 | value.length, ...toUtf8(value)];
  const octets = (value: Uint8Array) => [0x59, value.length >> 8, value.length & 0xff, ...value];
  // {"alg": -7, "sig": signature, "x5c": [certificate]}
  const statement = Uint8Array.from([
    ...[0xa3, ...text('alg'), 0x26, ...text('sig'), ...octets(signature)],
    ...[...text('x5c'), 0x81, ...octets(certificate)],
  ]);
  return { format: 'packed', statement };
}

describe('an answer of the authenticator is refused', () => {
  const lies: { readonly [title: string]: Lies } = {
    'if the person was not verified': { userVerified: false },
    'if nobody was present': { userPresent: false },
    'from another origin': { origin: 'http://localhost:4666' },
    'for another relying party': { rpId: 'example.com' },
    'to another challenge': { challenge: toBase64url(new Uint8Array(32)) },
    'if it is the one for unlocking': { type: 'webauthn.get' },
    'if it was given inside a frame of another site': { crossOrigin: true },
    'with an id that is a store for its maker': { id: toBase64url(new Uint8Array(301)) },
    'with an attestation that nobody asked for, unread': { attestation: packedAttestation },
    'with an attestation format that does not exist': {
      attestation: () => ({ format: 'nonsense', statement: Uint8Array.of(0xa0) }),
    },
  };
  for (const [title, lie] of Object.entries(lies)) {
    test(title, async () => {
      const begun = await beginRegistration(app());
      const authenticator = new SoftAuthenticator();
      const response = await passkey(begun, authenticator.make(begun.passkey, lie));
      assert.deepEqual([response.status, await response.json()], [403, { error: 'passkey_invalid' }]);
      assert.deepEqual(await card(begun, registrationProof(hanako, begun.challenge)), {
        error: 'registration_unknown',
      });
    });
  }

  test('if it is no answer at all', async () => {
    const deep = toBase64url(new Uint8Array(5_900).fill(0x81));
    for (const response of [
      {},
      { clientDataJSON: 'AAAA', attestationObject: 'AAAA' },
      { clientDataJSON: toBase64url(toUtf8('null')), attestationObject: 'oA' },
      { clientDataJSON: toBase64url(toUtf8('{}')), attestationObject: deep },
    ]) {
      const begun = await beginRegistration(app());
      const answered = await passkey(begun, { id: 'AAAA', rawId: 'AAAA', type: 'public-key', response });
      assert.deepEqual([answered.status, await answered.json()], [403, { error: 'passkey_invalid' }]);
    }
  });

  test('if its passkey is there already, whoever’s it is', async () => {
    const { authenticator } = await register(app(), hanako);
    const begun = await beginRegistration(app());
    const copy = new SoftAuthenticator().make(begun.passkey, { id: authenticator.credential.id });
    assert.equal((await passkey(begun, copy)).status, 403);
    assert.ok('session' in (await unlock(app(), authenticator)));
  });

  test('the second time', async () => {
    const begun = await beginRegistration(app());
    const credential = new SoftAuthenticator().make(begun.passkey);
    assert.equal((await passkey(begun, credential)).status, 204);
    const again = await passkey(begun, credential);
    assert.deepEqual([again.status, await again.json()], [404, { error: 'registration_unknown' }]);
  });
});

describe('the card', () => {
  test('is not asked before the authenticator has answered', async () => {
    const begun = await beginRegistration(app());
    const refused = await card(begun, registrationProof(hanako, begun.challenge));
    assert.deepEqual(refused, { error: 'registration_unknown' });
  });

  test('makes one account of one registration', async () => {
    const begun = await halfWay();
    const proof = registrationProof(hanako, begun.challenge);
    assert.ok('session' in (await card(begun, proof)));
    assert.deepEqual(await card(begun, proof), { error: 'registration_unknown' });
  });

  test('cannot answer with what it signed for a login, nor for another registration', async () => {
    const begun = await halfWay();
    const other = await halfWay();
    const login = registrationProof(hanako, begun.challenge, challengeMessage);
    assert.deepEqual(await card(begun, login), { error: 'proof_invalid' });
    assert.deepEqual(await card(begun, registrationProof(hanako, other.challenge)), {
      error: 'proof_invalid',
    });
    const signature = registrationProof(jiro, begun.challenge).signature;
    const stolen = { ...registrationProof(hanako, begun.challenge), signature };
    assert.deepEqual(await card(begun, stolen), { error: 'proof_invalid' });
    assert.ok('session' in (await card(begun, registrationProof(hanako, begun.challenge))));
  });

  test('has five tries, and then the registration is gone', async () => {
    const begun = await halfWay();
    const good = registrationProof(hanako, begun.challenge);
    for (let tries = 0; tries < 5; tries += 1) {
      assert.deepEqual(await card(begun, { ...good, signature: 'A'.repeat(342) }), {
        error: 'proof_invalid',
      });
    }
    assert.deepEqual(await card(begun, good), { error: 'registration_unknown' });
  });

  test('that was revoked makes no account, and ends the registration', async () => {
    const lost = await world.personalise({ residentId: 'lost', myNumber: '999000000032' });
    await world.revoke(lost, 'keyCompromise');
    const [before, begun] = [await rowsOf('holder'), await halfWay()];
    const proof = registrationProof(lost, begun.challenge);
    assert.deepEqual(await card(begun, proof), { error: 'certificate_revoked' });
    assert.deepEqual(await card(begun, proof), { error: 'registration_unknown' });
    assert.equal(await rowsOf('holder'), before);
  });

  test('whose revocation cannot be learnt is no good card, until it can', async () => {
    const begun = await halfWay();
    const proof = registrationProof(hanako, begun.challenge);
    world.network = async () => new Response(null, { status: 503 });
    assert.deepEqual(await card(begun, proof), { error: 'revocation_unknown' });
    world.network = undefined;
    assert.ok('session' in (await card(begun, proof)));
  });

  test('that was never seen makes no account while its line cannot be learnt', async () => {
    const newcomer = await world.personalise({ residentId: 'newcomer', myNumber: '999000000040' });
    const [before, begun] = [await rowsOf('holder'), await halfWay()];
    world.network = async (path, forward) =>
      /lineage|serial/.test(path) ? new Response(null, { status: 503 }) : forward();
    const refused = await card(begun, registrationProof(newcomer, begun.challenge));
    assert.deepEqual(refused, { error: 'service_unavailable' });
    assert.equal(await rowsOf('holder'), before);
  });
});

test('nothing is kept of a registration that is not finished in time', async () => {
  await world.store.run('DELETE FROM provider_holder_registration');
  const begun = await halfWay();
  assert.equal(await rowsOf('holder_registration'), 1);
  world.clock.advance(15 * 60_000);
  const late = await card(begun, registrationProof(hanako, begun.challenge));
  assert.deepEqual(late, { error: 'registration_expired' });
  await world.provider.sweep();
  assert.equal(await rowsOf('holder_registration'), 0);
  assert.deepEqual(await card(begun, registrationProof(hanako, begun.challenge)), {
    error: 'registration_unknown',
  });
});

test('a renewed card leads to the same account', async () => {
  const saburo = await world.personalise({ residentId: 'saburo', myNumber: '999000000059' });
  const first = await register(app(), saburo);
  world.clock.advance(1_000);
  const renewed = await register(app(), await world.renew('saburo'));
  assert.equal(renewed.registered.holder.registeredAt, first.registered.holder.registeredAt);
  assert.equal(renewed.registered.holder.passkeys.length, 2);
});

test('pages of other origins and unreadable bodies are refused', async () => {
  const post = (headers: Record<string, string>, body = '{}') =>
    app().request(`/api${HOLDER_PATHS.begin}`, { method: 'POST', headers, body });
  assert.equal((await post({ origin: 'https://evil.example' })).status, 403);
  const own = await post({ origin: 'http://localhost:4002' });
  assert.equal(own.headers.get('access-control-allow-origin'), 'http://localhost:4002');
  assert.equal(own.headers.get('cache-control'), 'no-store');
  const begun = await halfWay();
  assert.deepEqual(await card(begun, { certificate: 'AA' }), { error: 'request_invalid' });
  assert.deepEqual(await card(begun, { ...registrationProof(hanako, begun.challenge), more: 1 }), {
    error: 'request_invalid',
  });
});

test('one address that hurries is told to wait', async () => {
  const from = (address: string) => callRaw(app(), HOLDER_PATHS.unlockBegin, undefined, undefined, address);
  const statuses = new Set<number>();
  for (let round = 0; round < 120; round += 1) statuses.add((await from('2001:db8:1::1')).status);
  assert.deepEqual([...statuses], [200]);
  const refused = await from('2001:db8:1:2::2');
  assert.deepEqual([refused.status, await refused.json()], [429, { error: 'too_many_requests' }]);
  assert.equal(refused.headers.get('retry-after'), '1');
  assert.equal((await from('2001:db8:2::1')).status, 200);
  world.clock.advance(1_000);
  assert.equal((await from('2001:db8:1::1')).status, 200);
});

test('whom a proxy writes no readable address for is counted with all such, and the operator hears of it once', async () => {
  const deps = await testDeps({ forwarding: forwarding({ proxies: 1 }), keys: {} as ProviderDeps['keys'] });
  const behind = new Hono();
  holderSteps(behind, deps).step('/step', async () => ({}));
  const env = { incoming: { socket: { remoteAddress: '10.0.0.1' } } };
  const from = async (forwarded: string) => {
    const headers = { 'x-forwarded-for': forwarded };
    return (await behind.request('/api/step', { method: 'POST', headers }, env)).status;
  };
  for (let round = 0; round < 120; round += 1) assert.equal(await from(`_hidden${round}`), 200);
  assert.deepEqual(
    [await from('unknown'), await from(''), await from('198.51.100.7:51234')],
    [429, 429, 200],
  );
  for (let round = 0; round < 200; round += 1) {
    assert.equal((await behind.request('/api/step', { method: 'POST' })).status, 200, 'inside one process');
  }
  assert.equal(deps.lines.filter((line) => line.includes('proxy.no-address')).length, 1);
  await deps.store.close();
});
