import assert from 'node:assert/strict';
import type { CardImage } from '@kazasu/authority/api';
import { ADMIN_PATHS, type ClientRegistration } from '@kazasu/provider/api';
import {
  type Asked,
  begin,
  openPhone,
  proofOf,
  REQUEST,
  RelyingParty,
  TEST_SETTINGS,
  VERIFIER,
} from '@kazasu/provider/testing';
import { systemClock } from '@kazasu/server/clock';

/** A relying party that is registered. */
export interface Party {
  readonly clientId: string;
  readonly relyingParty: RelyingParty;
}

/** What a relying party knows after a login. */
export interface LoggedIn {
  readonly sub: string;
  readonly name: string;
  readonly accessToken: string;
}

const ISSUER = `${TEST_SETTINGS.baseUrl}/realms/main`;
const PROTOCOL = '/api/realms/main/protocol/openid-connect';

/** Every request goes to the next of these servers; with one, all of them to it. */
export function alternating(urls: readonly string[]): Asked {
  let next = 0;
  return {
    request: (path, init) => {
      next += 1;
      return fetch(`${urls[next % urls.length]}${path}`, { ...init, redirect: 'manual' });
    },
  };
}

export async function registerParty(servers: Asked, clientId = 'RPserved'): Promise<Party> {
  const relyingParty = await RelyingParty.create(clientId);
  const registration: ClientRegistration = {
    clientId,
    kind: 'private',
    name: clientId,
    redirectUris: ['https://rp.example/callback'],
    jwks: relyingParty.jwks,
  };
  const answer = await servers.request(`/api${ADMIN_PATHS.clients}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TEST_SETTINGS.adminToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(registration),
  });
  assert.equal(answer.status, 201, await answer.text());
  return { clientId, relyingParty };
}

/** A whole login: browser, phone with this card, code, tokens, userinfo. */
export async function logIn(servers: Asked, party: Party, card: CardImage): Promise<LoggedIn> {
  const browser = await begin(servers, { client_id: party.clientId });
  const phone = await openPhone(servers, await browser.linkCode());
  const proved = await phone.proof(await proofOf(card, phone.transaction));
  assert.ok('state' in proved && proved.state === 'proved', JSON.stringify(proved));
  await phone.decide(true);
  const back = await browser.answer(phone);
  assert.equal(back.status, 303);
  const code = new URL(back.headers.get('location') ?? '').searchParams.get('code') ?? '';
  const tokens = await redeem(servers, party, code);
  assert.equal(tokens.status, 200, JSON.stringify(tokens.body));
  const accessToken = tokens.body.access_token ?? '';
  const asked = await servers.request(`${PROTOCOL}/userinfo`, {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  const { sub = '', name = '' } = (await asked.json()) as Record<string, string>;
  assert.equal(asked.status, 200);
  return { sub, name, accessToken };
}

async function redeem(servers: Asked, { clientId, relyingParty }: Party, code: string) {
  const answer = await servers.request(`${PROTOCOL}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: clientId,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await relyingParty.assertion(ISSUER, systemClock.now()),
      code,
      redirect_uri: REQUEST.redirect_uri ?? '',
      code_verifier: VERIFIER,
    }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, string> };
}
