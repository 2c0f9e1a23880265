/** The whole strict flow by a library of others: pushed and signed request, sender-constrained tokens, signed answer. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { systemClock } from '@kazasu/server/clock';
import { randomId } from '@kazasu/server/random';
import * as jose from 'jose';
import * as client from 'openid-client';
import { insertClient } from '../client/index.ts';
import { proofOf } from '../testing/card.ts';
import { CLIENT } from '../testing/clients.ts';
import { beginAt, openPhone } from '../testing/visit.ts';
import { createWorld, type World } from '../testing/world.ts';

const ISSUER = 'http://localhost:4001/api/realms/main';
const REDIRECT = 'https://rp.example/callback';

let world: World;
let hanako: CardImage;

before(async () => {
  world = await createWorld();
  // The library looks at the machine's clock.
  world.clock.set(systemClock.now());
  hanako = await world.personalise({});
});
after(() => world.close());

interface Site {
  readonly config: client.Configuration;
  readonly key: client.PrivateKey;
}

async function site(
  clientId: string,
  alg: 'ES256' | 'PS256' | 'Ed25519',
  messageSigning = false,
): Promise<Site> {
  const { privateKey, publicKey } = await jose.generateKeyPair(alg, { extractable: true });
  const jwks = { keys: [{ ...(await jose.exportJWK(publicKey)), alg, kid: 'k' }] };
  const { jwksUri: _, ...rest } = CLIENT;
  const own = { clientId, registrationId: randomId(), jwks, profile: 'strict', messageSigning } as const;
  await insertClient(world.store, { ...rest, ...own });
  const toProvider: client.CustomFetch = async (url, options) => {
    const { pathname, search } = new URL(url);
    return world.provider.app.request(pathname + search, options as RequestInit);
  };
  const key = { key: privateKey, kid: 'k' };
  const config = await client.discovery(
    new URL(ISSUER),
    clientId,
    { id_token_signed_response_alg: 'ES256', authorization_signed_response_alg: 'ES256' },
    client.PrivateKeyJwt(key),
    { execute: [client.allowInsecureRequests], [client.customFetch]: toProvider },
  );
  return { config, key };
}

/** The browser, the phone and the card of a login, up to where the browser is led back. */
async function goThrough(url: URL, agree = true): Promise<URL> {
  const { app } = world.provider;
  const browser = await beginAt(app, await app.request(url.pathname + url.search));
  const phone = await openPhone(app, await browser.linkCode());
  await phone.proof(await proofOf(hanako, phone.transaction));
  await phone.decide(agree);
  const answer = await browser.answer(agree ? phone : undefined);
  return new URL(answer.headers.get('location') ?? '');
}

async function request() {
  const [pkceCodeVerifier, expectedState, expectedNonce] = [
    client.randomPKCECodeVerifier(),
    client.randomState(),
    client.randomNonce(),
  ];
  const parameters = {
    redirect_uri: REDIRECT,
    scope: 'openid name',
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
    nonce: expectedNonce,
  };
  return { parameters, checks: { pkceCodeVerifier, expectedState, expectedNonce } };
}

for (const alg of ['ES256', 'PS256', 'Ed25519'] as const) {
  test(`openid-client, unmodified, logs in by a pushed request, signing with ${alg}`, async () => {
    const { config } = await site(`STRICT${alg}`, alg);
    const { parameters, checks } = await request();
    const url = await client.buildAuthorizationUrlWithPAR(config, parameters);
    assert.deepEqual([...url.searchParams.keys()].sort(), ['client_id', 'request_uri']);
    const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair());
    const tokens = await client.authorizationCodeGrant(config, await goThrough(url), checks, undefined, {
      DPoP,
    });
    assert.equal(tokens.claims()?.nonce, checks.expectedNonce);
  });
}

test('openid-client, unmodified, signs the request and gets a signed answer', async () => {
  const { config, key } = await site('STRICTSIGNED', 'ES256', true);
  client.useJwtResponseMode(config);
  const { parameters, checks } = await request();
  const signed = await client.buildAuthorizationUrlWithJAR(config, parameters, key);
  const url = await client.buildAuthorizationUrlWithPAR(config, signed.searchParams);
  const callback = await goThrough(url);
  assert.deepEqual([...callback.searchParams.keys()], ['response']);
  const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair());
  const tokens = await client.authorizationCodeGrant(config, callback, checks, undefined, { DPoP });
  assert.equal(tokens.claims()?.iss, ISSUER);
});

test('openid-client, unmodified, reads the signed answer of a person who declines', async () => {
  const { config, key } = await site('STRICTDECLINED', 'PS256', true);
  client.useJwtResponseMode(config);
  const { parameters, checks } = await request();
  const signed = await client.buildAuthorizationUrlWithJAR(config, parameters, key);
  const url = await client.buildAuthorizationUrlWithPAR(config, signed.searchParams);
  const callback = await goThrough(url, false);
  await assert.rejects(client.authorizationCodeGrant(config, callback, checks), { error: 'access_denied' });
});

test('openid-client takes no signed answer that was made for another client', async () => {
  const [own, other] = [await site('STRICTOWN', 'ES256', true), await site('STRICTOTHER', 'ES256', true)];
  for (const { config } of [own, other]) client.useJwtResponseMode(config);
  const { parameters, checks } = await request();
  const signed = await client.buildAuthorizationUrlWithJAR(other.config, parameters, other.key);
  const callback = await goThrough(
    await client.buildAuthorizationUrlWithPAR(other.config, signed.searchParams),
  );
  await assert.rejects(client.authorizationCodeGrant(own.config, callback, checks), (error) =>
    /"aud"/.test(String((error as Error).cause)),
  );
});
