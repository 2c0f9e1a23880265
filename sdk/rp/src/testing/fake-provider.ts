import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import * as jose from 'jose';

export const ISSUER = 'https://idp.example/api/realms/main';
const TIME = 1_790_000_000_000;

type Json = Record<string, unknown>;

/** What a test changes; undefined members of the objects are left out of the answers. */
export interface Behaviour {
  tokenStatus?: number;
  token?: Json;
  idToken?: Json;
  signer?: KeyObject;
  kid?: string;
  published?: Json[];
  userinfoStatus?: number;
  userinfo?: Json;
  discovery?: Json;
  pushedStatus?: number;
  pushed?: Json;
  /** Claims of a signed answer. */
  response?: Json;
  raw?: (url: string) => Response | Promise<Response> | undefined;
}

export type FakeProvider = Awaited<ReturnType<typeof fakeProvider>>;

/** Answers through `fetch`, remembers what it was sent, and changes its ways by `behaviour`. */
export async function fakeProvider() {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = { ...(await jose.exportJWK(pair.publicKey)), kid: 'one', use: 'sig', alg: 'ES256' };
  const requests: Request[] = [];
  const behaviour: Behaviour = {};
  let nonce = '';

  const idToken = async () => {
    const now = TIME / 1000;
    const claims = {
      iss: ISSUER,
      aud: 'RP00000001',
      sub: 'person',
      nonce,
      iat: now,
      exp: now + 300,
      at_hash: createHash('sha256').update('access').digest().subarray(0, 16).toString('base64url'),
      ...behaviour.idToken,
    };
    const text = new TextEncoder().encode(JSON.stringify(claims));
    const header = { alg: 'ES256', kid: behaviour.kid ?? 'one' };
    return new jose.CompactSign(text).setProtectedHeader(header).sign(behaviour.signer ?? pair.privateKey);
  };

  const token = async () => {
    const tokens = { access_token: 'access', token_type: 'Bearer', expires_in: 300, scope: 'openid name' };
    const body = { ...tokens, id_token: await idToken(), refresh_token: 'refresh', ...behaviour.token };
    return Response.json(body, { status: behaviour.tokenStatus ?? 200 });
  };

  const userinfo = () => {
    const body = { sub: 'person', name: '山田　花子', ...behaviour.userinfo };
    return Response.json(body, { status: behaviour.userinfoStatus ?? 200 });
  };

  const pushed = () =>
    Response.json(
      { request_uri: 'urn:ietf:params:oauth:request_uri:reference', expires_in: 60, ...behaviour.pushed },
      { status: behaviour.pushedStatus ?? 201 },
    );

  const discovery = () => {
    const at = (name: string) => `https://idp.example/${name}`;
    return Response.json({
      issuer: ISSUER,
      authorization_endpoint: at('authorize'),
      token_endpoint: at('token'),
      userinfo_endpoint: at('userinfo'),
      jwks_uri: at('certs'),
      authorization_response_iss_parameter_supported: true,
      ...behaviour.discovery,
    });
  };

  const routes: Record<string, () => Response | Promise<Response>> = {
    token,
    request: pushed,
    userinfo,
    revoke: () => new Response(null, { status: 200 }),
    certs: () => Response.json({ keys: behaviour.published ?? [jwk] }),
    'openid-configuration': discovery,
  };

  const answer: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    requests.push(request.clone());
    const raw = await behaviour.raw?.(request.url);
    const route = routes[new URL(request.url).pathname.split('/').at(-1) ?? ''];
    return raw ?? route?.() ?? new Response('no such page', { status: 404 });
  };

  return {
    behaviour,
    requests,
    jwk,
    privateKey: pair.privateKey,
    fetch: answer,
    time: TIME,
    /** The nonce that the next ID token carries: what a provider reads from the authorization request. */
    expect: (authorizationUrl: string) => {
      nonce = new URL(authorizationUrl).searchParams.get('nonce') ?? '';
    },
    /** A signed answer (JARM), made by another implementation. */
    sign: async (claims: Json): Promise<string> => {
      const all = { iss: ISSUER, aud: 'RP00000001', exp: TIME / 1000 + 60, ...claims, ...behaviour.response };
      const text = new TextEncoder().encode(JSON.stringify(all));
      const header = { alg: 'ES256', kid: behaviour.kid ?? 'one' };
      return new jose.CompactSign(text).setProtectedHeader(header).sign(behaviour.signer ?? pair.privateKey);
    },
    expectNonce: (expected: string) => {
      nonce = expected;
    },
    asked: (name: string) => requests.filter((request) => new URL(request.url).pathname.endsWith(name)),
  };
}
