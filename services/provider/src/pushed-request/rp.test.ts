/** A strict relying party that stands on our own library, from the pushed request to the logout, against the provider as it is. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { createRelyingParty, type RelyingParty, RelyingPartyError } from '@kazasu/rp';
import { randomId } from '@kazasu/server/random';
import * as jose from 'jose';
import { insertClient } from '../client/index.ts';
import { proofOf } from '../testing/card.ts';
import { CLIENT } from '../testing/clients.ts';
import { beginAt, openPhone } from '../testing/visit.ts';
import { createWorld, type World } from '../testing/world.ts';

const ISSUER = 'http://localhost:4001/api/realms/main';
const REDIRECT = 'https://rp.example/callback';
const GOODBYE = 'https://rp.example/goodbye';

let world: World;
let hanako: CardImage;

before(async () => {
  world = await createWorld();
  hanako = await world.personalise({});
});
after(() => world.close());

/** What was sent to the provider, and what it answered. */
interface Exchange {
  readonly path: string;
  readonly form: URLSearchParams;
  readonly dpop: Record<string, unknown> | undefined;
  readonly status: number;
  readonly error: string | undefined;
}

interface Site {
  readonly rp: RelyingParty;
  readonly exchanges: Exchange[];
  /** Another relying party with the same registration, and other options. */
  with(changes: object): RelyingParty;
}

async function site(clientId: string, messageSigning = false): Promise<Site> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwks = { keys: [{ ...publicKey.export({ format: 'jwk' }), alg: 'ES256', kid: 'k' }] };
  const { jwksUri: _, ...rest } = CLIENT;
  const own = { clientId, registrationId: randomId(), jwks, profile: 'strict', messageSigning } as const;
  await insertClient(world.store, { ...rest, ...own, postLogoutRedirectUris: [GOODBYE] });
  const exchanges: Exchange[] = [];
  const toProvider: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const { pathname, search } = new URL(request.url);
    const form = new URLSearchParams(request.method === 'POST' ? await request.clone().text() : '');
    const response = await world.provider.app.request(pathname + search, request);
    const told = (await response
      .clone()
      .json()
      .catch(() => ({}))) as { error?: string };
    const proof = request.headers.get('dpop');
    exchanges.push({
      path: pathname.slice(pathname.lastIndexOf('openid-connect') + 'openid-connect'.length),
      form,
      dpop: proof === null ? undefined : jose.decodeJwt(proof),
      status: response.status,
      error: told.error,
    });
    return response;
  };
  const options = {
    ...({ issuer: ISSUER, clientId, redirectUri: REDIRECT, profile: 'strict', privateKey } as const),
    dpopKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
    fetch: toProvider,
    clock: () => world.clock.now(),
  };
  const make = (changes: object) => createRelyingParty({ ...options, ...changes });
  return { rp: make({}), exchanges, with: make };
}

/** The browser, the phone and the card of a login, up to where the browser is led back. */
async function goThrough(address: string, agree = true): Promise<string> {
  const { app } = world.provider;
  const url = new URL(address);
  const browser = await beginAt(app, await app.request(url.pathname + url.search));
  const phone = await openPhone(app, await browser.linkCode());
  await phone.proof(await proofOf(hanako, phone.transaction));
  await phone.decide(agree);
  const answer = await browser.answer(agree ? phone : undefined);
  return answer.headers.get('location') ?? '';
}

async function logIn(rp: RelyingParty) {
  const { url, session } = await rp.beginLogin({ scope: ['openid', 'name'] });
  return rp.callback(await goThrough(url), session);
}

const refused = (code: string, oauthError?: string) => (error: unknown) =>
  error instanceof RelyingPartyError && error.code === code && error.oauthError === oauthError;

for (const messageSigning of [false, true]) {
  test(`a login by the strict profile, from the pushed request to the logout${messageSigning ? ', where signing is a duty' : ''}`, async () => {
    const { rp, exchanges } = await site(`SDK${messageSigning ? 'SIGNED' : 'STRICT'}`, messageSigning);
    const { url, session } = await rp.beginLogin({ scope: ['openid', 'name'] });
    assert.deepEqual([...new URL(url).searchParams.keys()], ['client_id', 'request_uri']);
    const pushed = exchanges.find(({ path }) => path === '/ext/par/request');
    assert.deepEqual(
      [pushed?.status, pushed?.form.has('request'), pushed?.form.has('scope')],
      [201, true, false],
    );

    const callback = await goThrough(url);
    assert.deepEqual(
      [...new URL(callback).searchParams.keys()],
      ['response'],
      'signed, and nothing beside it',
    );
    const { subject, tokens } = await rp.callback(callback, session);
    const asked = exchanges.filter(({ path }) => path === '/token');
    assert.deepEqual(
      asked.map(({ status, error, dpop }) => [status, error, dpop?.nonce !== undefined]),
      [
        [400, 'use_dpop_nonce', false],
        [200, undefined, true],
      ],
      'the code outlives the question for a nonce',
    );
    assert.deepEqual(new Set(asked.map(({ form }) => form.get('code'))).size, 1);
    assert.equal(new Set(asked.map(({ form }) => form.get('client_assertion'))).size, 2);

    assert.equal((await rp.userinfo(tokens)).name, '見本　花子');
    const next = await rp.refresh(tokens);
    assert.equal(next.subject, subject);
    assert.notEqual(next.refreshToken, tokens.refreshToken);
    assert.equal((await rp.userinfo(next)).subject, subject);

    const goodbye = new URL(rp.logoutUrl(next, { postLogoutRedirectUri: GOODBYE, state: 'bye' }));
    const left = await world.provider.app.request(goodbye.pathname + goodbye.search);
    assert.deepEqual([left.status, left.headers.get('location')], [303, `${GOODBYE}?state=bye`]);
    await assert.rejects(rp.userinfo(next), refused('rp/userinfo-refused', 'invalid_token'));
    await assert.rejects(rp.refresh(next), refused('rp/token-refused', 'invalid_grant'));
  });
}

test('a refresh token that comes a second time ends the session, also for whoever was first', async () => {
  const { rp } = await site('SDKROTATION');
  const { tokens } = await logIn(rp);
  const next = await rp.refresh(tokens);
  await assert.rejects(rp.refresh(tokens), refused('rp/token-refused', 'invalid_grant'));
  await assert.rejects(rp.refresh(next), refused('rp/token-refused', 'invalid_grant'));
  await assert.rejects(rp.userinfo(next), refused('rp/userinfo-refused', 'invalid_token'));
});

test('a revoked session gives nothing any more, by whichever of its tokens it was revoked', async () => {
  const { rp } = await site('SDKREVOKED');
  for (const pick of ['accessToken', 'refreshToken'] as const) {
    const { tokens } = await logIn(rp);
    await rp.revoke({ ...tokens, refreshToken: undefined, [pick]: tokens[pick] });
    await assert.rejects(rp.userinfo(tokens), refused('rp/userinfo-refused', 'invalid_token'), pick);
    await assert.rejects(rp.refresh(tokens), refused('rp/token-refused', 'invalid_grant'), pick);
  }
});

test('a person who stops is told of by a signed answer', async () => {
  const { rp } = await site('SDKDECLINED');
  const { url, session } = await rp.beginLogin({ scope: ['openid', 'name'] });
  await assert.rejects(
    rp.callback(await goThrough(url, false), session),
    refused('rp/refused', 'access_denied'),
  );
});

test('tokens and codes are worth nothing without the key, whoever has the client’s own', async () => {
  const own = await site('SDKTHIEF');
  const thief = own.with({ dpopKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey });
  const { url, session } = await own.rp.beginLogin({ scope: ['openid', 'name'] });
  const callback = await goThrough(url);
  await assert.rejects(thief.callback(callback, session), refused('rp/token-refused', 'invalid_grant'));
  const { tokens } = await logIn(own.rp);
  await assert.rejects(thief.userinfo(tokens), refused('rp/userinfo-refused', 'invalid_token'));
  await assert.rejects(thief.refresh(tokens), refused('rp/token-refused', 'invalid_grant'));
  const bearer = own.with({ dpopKey: undefined });
  await assert.rejects(bearer.userinfo(tokens), refused('rp/userinfo-refused', 'invalid_token'));
  await assert.rejects(bearer.refresh(tokens), refused('rp/token-refused', 'invalid_dpop_proof'));
  assert.equal((await own.rp.userinfo(tokens)).name, '見本　花子', 'the owner has lost nothing');
});

test('an answer that another login or another client was given is not believed', async () => {
  const [own, other] = [await site('SDKOWN'), await site('SDKOTHER')];
  const first = await own.rp.beginLogin({ scope: ['openid'] });
  const second = await own.rp.beginLogin({ scope: ['openid'] });
  const callback = await goThrough(second.url);
  await assert.rejects(own.rp.callback(callback, first.session), refused('rp/state'));
  const foreign = await other.rp.beginLogin({ scope: ['openid'] });
  await assert.rejects(
    own.rp.callback(await goThrough(foreign.url), foreign.session),
    refused('rp/callback'),
    'for another client',
  );
  await own.rp.callback(callback, second.session);
});
