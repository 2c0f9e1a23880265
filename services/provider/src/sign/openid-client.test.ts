/** The whole flow by a library of others, which knows nothing of signing but what OAuth says of protected resources. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { systemClock } from '@kazasu/server/clock';
import { randomId } from '@kazasu/server/random';
import * as jose from 'jose';
import * as client from 'openid-client';
import type { AppTransaction } from '../api/index.ts';
import { insertClient } from '../client/index.ts';
import { signatureProofOf } from '../testing/card.ts';
import { CLIENT } from '../testing/clients.ts';
import { addOperator, digestInfoOf, Operator } from '../testing/signer.ts';
import { openPhone } from '../testing/visit.ts';
import { createWorld, type World } from '../testing/world.ts';

let world: World;
let hanako: CardImage;
const operator = new Operator('verifier.example');
const BASE = 'http://localhost:4001/api';
const REDIRECT = 'https://rp.example/callback';

before(async () => {
  world = await createWorld();
  // The library looks at the machine's clock.
  world.clock.set(systemClock.now());
  hanako = await world.personalise({});
  await addOperator(world, operator.registration(await operator.publish('RSA-OAEP-256', 'rsa-1')));
});
after(() => world.close());

async function configuration(): Promise<client.Configuration> {
  const pair = await jose.generateKeyPair('ES256', { extractable: true });
  const jwks = { keys: [{ ...(await jose.exportJWK(pair.publicKey)), alg: 'ES256' }] };
  const { jwksUri: _, ...rest } = CLIENT;
  const own = { clientId: 'openid', registrationId: randomId(), jwks, platformOperator: 'verifier.example' };
  await insertClient(world.store, { ...rest, ...own });
  const toProvider: client.CustomFetch = async (url, options) => {
    const { pathname, search } = new URL(url);
    return world.provider.app.request(pathname + search, options as RequestInit);
  };
  return client.discovery(
    new URL(`${BASE}/realms/main`),
    'openid',
    { id_token_signed_response_alg: 'ES256' },
    client.PrivateKeyJwt(pair.privateKey),
    { execute: [client.allowInsecureRequests], [client.customFetch]: toProvider },
  );
}

test('openid-client, unmodified, has a document signed and fetches the signed result for the operator', async () => {
  const config = await configuration();
  const own = await client.clientCredentialsGrant(config, { scope: 'sign' });
  const resource = new URL(`${BASE}/sign-transactions`);
  const digest = digestInfoOf('a contract');
  const created = await client.fetchProtectedResource(
    config,
    own.access_token,
    resource,
    'POST',
    JSON.stringify({ digest }),
    new Headers({ 'content-type': 'application/json' }),
  );
  const { sign_transaction_id: id } = (await created.json()) as { sign_transaction_id: string };
  const [verifier, state, nonce] = [
    client.randomPKCECodeVerifier(),
    client.randomState(),
    client.randomNonce(),
  ];
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: REDIRECT,
    scope: 'openid sign',
    sign_transaction_id: id,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    acr_values: 'aal3 crl',
    state,
    nonce,
  });
  const callback = await signAt(url);
  const tokens = await client.authorizationCodeGrant(config, callback, {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
  });
  const resultUrl = new URL(`${resource}/${id}/result`);
  const fetched = await client.fetchProtectedResource(config, tokens.access_token, resultUrl, 'GET');
  const { sign_certificate_jwe: jwe } = (await fetched.json()) as { sign_certificate_jwe: string };
  const { content } = await operator.open(jwe);
  assert.equal(content.certificate, hanako.jpki.signatureCertificate);
  assert.deepEqual(
    content.signatures.map((value) => value.digest),
    [digest],
  );
  const ownAgain = client.fetchProtectedResource(config, own.access_token, resultUrl, 'GET');
  await assert.rejects(ownAgain, (error) => error instanceof client.WWWAuthenticateChallengeError);
});

/** The browser and the phone, up to the address at the relying party. */
async function signAt(url: URL): Promise<URL> {
  const { app } = world.provider;
  const started = await app.request(url.pathname + url.search);
  const path = started.headers.get('location') ?? '';
  assert.match(path, /^\/api\/interactions\//, path);
  const headers = { cookie: (started.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
  const page = await (await app.request(path, { headers })).text();
  const code = /#open=([A-Za-z0-9_-]{22})"/.exec(page)?.[1] ?? '';
  const phone = await openPhone(app, code);
  const proved = await phone.sign(await signatureProofOf(hanako, phone.transaction));
  assert.ok('state' in proved, JSON.stringify(proved));
  const { returnUrl = '' } = (await phone.decide(true)) as AppTransaction;
  const answer = await app.request(returnUrl, { headers });
  return new URL(answer.headers.get('location') ?? '');
}
