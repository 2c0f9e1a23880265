import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import type { SandboxOutcome } from '@kazasu/provider/api';
import { exportJWK, generateKeyPair } from 'jose';
import * as client from 'openid-client';
import { openTokens } from '../../src/access/index.ts';
import { PEOPLE } from '../../src/people/index.ts';
import { OPERATOR_ID } from '../../src/service/index.ts';
import { enrolTenant } from '../../src/tenant.ts';
import type { Town } from '../../src/town.ts';
import { approve, freshTown, HandMadeParty, type TestTown } from '../support/index.ts';
import { DIGEST, outcomesOf, Visit } from './visit.ts';

let world: TestTown;
let town: Town;
let shop: HandMadeParty;
let office: HandMadeParty;
let bank: HandMadeParty;
let outcomes: SandboxOutcome[];
before(async () => {
  world = await freshTown();
  town = world.town;
  shop = await HandMadeParty.register(town);
  office = await HandMadeParty.register(town, 'ES256', {}, { kind: 'government' });
  bank = await HandMadeParty.register(town, 'ES256', {}, { platformOperator: OPERATOR_ID });
  outcomes = await outcomesOf(town);
});
after(() => world.end());

test('one request without a cookie logs hanako in, with the sub and the items that the app leads to', async () => {
  const { request, response, location } = await new Visit(town, shop).authorize({ kazasu_person: 'hanako' });
  assert.equal(response.headers.get('set-cookie'), null);
  const tokens = await shop.redeem(location?.searchParams.get('code') ?? '', request.verifier);
  const substituted = await shop.userinfo(String(tokens.body.access_token));
  const again = shop.begin();
  const callback = await approve(town, new URL(again.url), 'hanako');
  const held = await shop.redeem(callback.searchParams.get('code') ?? '', again.verifier);
  assert.deepEqual(substituted, await shop.userinfo(String(held.body.access_token)));
  assert.equal(substituted.body.name, PEOPLE[0]?.name);
});

/** Those whose cards do everything, each in turn, so that nobody waits for another's card. */
const ABLE = PEOPLE.filter(({ login, signing }) => login === 'succeeds' && signing === 'succeeds');

const parametersOf = ({ id, person, told }: SandboxOutcome, at: number) => ({
  kazasu_outcome: id,
  ...(person && { kazasu_person: ABLE[at % ABLE.length]?.id ?? '' }),
  ...(told.some(({ late }) => late) && { kazasu_delay: '1' }),
});

async function checkAll(visit: Visit, signing: boolean, fitting: readonly SandboxOutcome[]): Promise<void> {
  for (let from = 0; from < fitting.length; from += ABLE.length) {
    const some = fitting.slice(from, from + ABLE.length);
    await Promise.all(some.map((outcome, at) => visit.check(outcome, parametersOf(outcome, at), signing)));
  }
}

test('every outcome of a login is, at every place, what the table says of it', async () => {
  const fitting = outcomes.filter(({ only }) => ['any', 'login', 'items'].includes(only));
  assert.ok(fitting.length > 25, String(fitting.length));
  await checkAll(new Visit(town, shop), false, fitting);
});

test('every outcome of a signature for an office is, at every place, what the table says of it', async () => {
  const fitting = outcomes.filter(({ only }) => only !== 'login' && only !== 'strict');
  assert.ok(fitting.length > 35, String(fitting.length));
  await checkAll(new Visit(town, office), true, fitting);
});

test('every outcome of a signature alone is for a company what it is for an office', async () => {
  const fitting = outcomes.filter(({ only }) => only === 'signature');
  assert.ok(fitting.length > 2, String(fitting.length));
  await checkAll(new Visit(town, bank), true, fitting);
});

test('what a company gets signed by the sandbox is valid for its verifier, and is that person’s', async () => {
  const visit = new Visit(town, bank);
  const id = await visit.signTransaction();
  const scope = 'openid sign';
  const asked = { kazasu_person: 'hanako', scope, sign_transaction_id: id };
  const { request, location } = await visit.authorize(asked);
  const tokens = await bank.redeem(location?.searchParams.get('code') ?? '', request.verifier);
  const { body } = await visit.result(id, tokens.body.access_token);
  const administration = {
    verifier: town.urls.verifier,
    token: await openTokens(world.dataFolder)('verifier-admin'),
  };
  const tenant = {
    tenantId: 'a-bank',
    name: 'A bank',
    purposes: ['account-opening'],
    clientIds: [bank.clientId],
  };
  const key = await enrolTenant(administration, tenant, join(world.dataFolder, 'a-bank-key'));
  const judged = await fetch(`${town.urls.verifier}/v1/verifications`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'idempotency-key': '"one"',
    },
    body: JSON.stringify({ purpose: 'account-opening', jwe: body.sign_certificate_jwe, digests: [DIGEST] }),
  });
  const { verdict, items } = (await judged.json()) as { verdict?: string; items?: { name?: string } };
  assert.deepEqual([judged.status, verdict, items?.name], [201, 'valid', PEOPLE[0]?.name]);
});

/** Which outcome looks the same as what becomes of such a person. */
const LIKE: Record<string, string> = {
  certificate_revoked: 'revoked',
  certificate_expired: 'certificate-expired',
  pin_blocked: 'pin-locked',
};

test('of a person whose card is refused a success is refused as in the app', async () => {
  const visit = new Visit(town, shop);
  const refused = PEOPLE.filter(({ login }) => login !== 'succeeds');
  assert.equal(refused.length, 3);
  for (const { id, login } of refused) {
    const { location } = await visit.authorize({ kazasu_person: id });
    const told = outcomes.find((outcome) => outcome.id === LIKE[login])?.told[0];
    assert.ok(told !== undefined, login);
    assert.equal(location?.searchParams.get('code'), null, id);
    assert.equal(location?.searchParams.get('error'), told.error, id);
    assert.equal(location?.searchParams.get('error_description'), told.description, id);
  }
});

test('forty logins at once of different people each get the items of their own person', async () => {
  const visit = new Visit(town, shop);
  const able = PEOPLE.filter(({ login }) => login === 'succeeds');
  await Promise.all(
    Array.from({ length: 40 }, async (_, at) => {
      const person = able[at % able.length];
      const { request, location } = await visit.authorize({ kazasu_person: person?.id });
      const code = location?.searchParams.get('code');
      assert.ok(code, location?.href);
      const tokens = await shop.redeem(code, request.verifier);
      const { body } = await shop.userinfo(String(tokens.body.access_token));
      assert.deepEqual(
        [body.name, body.address, body.gender],
        [person?.name, person?.address, person?.gender],
      );
    }),
  );
});

test('many logins at once with one card come one after the other, and cost it no try', async () => {
  const visit = new Visit(town, shop);
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => visit.authorize({ kazasu_person: 'taro' })),
  );
  for (const { location } of answers) assert.ok(location?.searchParams.get('code'), location?.href);
  const card = JSON.parse(readFileSync(join(world.dataFolder, 'town', 'cards', 'taro.json'), 'utf8'));
  assert.deepEqual([card.pins.authentication.triesLeft, card.pins.text.triesLeft], [3, 3]);
});

test('openid-client, unmodified, logs in with parameters in the address, and throws what was asked for', async () => {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const redirectUri = 'http://localhost:3999/callback';
  const jwk = { ...(await exportJWK(publicKey)), alg: 'ES256', use: 'sig' };
  const registration = { kind: 'private' as const, name: 'A bank', redirectUris: [redirectUri] };
  await town.addClient({ clientId: 'SANDBOXED', ...registration, jwks: { keys: [jwk] } });
  const config = await client.discovery(
    new URL(town.urls.issuer),
    'SANDBOXED',
    { id_token_signed_response_alg: 'ES256' },
    client.PrivateKeyJwt(privateKey),
    { execute: [client.allowInsecureRequests] },
  );
  const login = async (asked: Record<string, string>) => {
    const verifier = client.randomPKCECodeVerifier();
    const [state, nonce] = [client.randomState(), client.randomNonce()];
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope: 'openid name',
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
      ...asked,
    });
    const answer = await fetch(url, { redirect: 'manual' });
    const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce };
    return client.authorizationCodeGrant(config, new URL(answer.headers.get('location') ?? ''), checks);
  };
  const person = { kazasu_person: 'ryoko' };
  const tokens = await login(person);
  const again = await login(person);
  const subject = tokens.claims()?.sub ?? '';
  assert.equal(again.claims()?.sub, subject);
  assert.equal((await client.fetchUserInfo(config, tokens.access_token, subject)).name, '更科　涼子');
  await assert.rejects(login({ kazasu_outcome: 'expired' }), { error: 'temporarily_unavailable' });
  await assert.rejects(login({ ...person, kazasu_outcome: 'token-code-invalid' }), {
    error: 'invalid_grant',
  });
  const { access_token: access } = await login({ ...person, kazasu_outcome: 'userinfo-session-ended' });
  await assert.rejects(client.fetchUserInfo(config, access, subject), { status: 401 });
});

test('the reservation site takes what the sandbox sends as it takes what the app sends', async () => {
  const site = town.urls.reservation;
  const visit = async (asked: string) => {
    const jar = new Map<string, string>();
    const go = async (url: string | URL) => {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await fetch(url, { headers: { cookie }, redirect: 'manual' });
      for (const header of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
        jar.set(name, value);
      }
      return response;
    };
    const locationOf = (response: Response) => response.headers.get('location') ?? '';
    const begun = await go(`${site}/login`);
    const answer = await fetch(`${locationOf(begun)}${asked}`, { redirect: 'manual' });
    const page = new URL(locationOf(await go(locationOf(answer))), site);
    return { page, html: await (await go(page)).text() };
  };
  const welcome = await visit('&kazasu_person=hanako');
  assert.equal(welcome.page.pathname, '/mypage');
  assert.match(welcome.html, /見本　花子/);
  const refused = await visit('&kazasu_outcome=cancelled');
  assert.equal(refused.page.pathname, '/login-failed');
});
