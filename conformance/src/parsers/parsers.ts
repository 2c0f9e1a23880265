import { CardInstruction, encodeStatement, parseCardWriting, parseStatement } from '@kazasu/authority/api';
import {
  BytesError,
  fromBase64,
  fromBase64url,
  fromCertificateDate,
  fromHex,
  fromPem,
  fromUtf8,
  toBase64,
  toBase64url,
  toUtf8,
} from '@kazasu/bytes';
import {
  createDpopProof,
  createMetadata,
  createSignedHead,
  httpUriOf,
  importKeySet,
  OidcError,
  parseAuthorizationResponse,
  parseClientAssertion,
  parseErrorResponse,
  parseJsonObject,
  parseJws,
  parseKeySet,
  parseMetadata,
  parsePushedResponse,
  parseRequestObject,
  parseSignedHead,
  parseTokenResponse,
  parseUserinfo,
  proofKeyOf,
  verifyDpopProof,
} from '@kazasu/oidc';
import { tokenInProtocols } from '@kazasu/reader/agent';
import { bearerToken, HttpError, isSameLine, networkOf, parseForm } from '@kazasu/server/http';
import { parseTraceParent } from '@kazasu/server/trace';
import * as v from 'valibot';
import { generateKeyPairSync } from '../crypto.ts';

/** What reads text that anybody may send. */
export interface Parser {
  readonly name: string;
  /** Where such text arrives. */
  readonly from: string;
  readonly valid: readonly string[];
  /** Whether it took the text; throws what it throws. */
  readonly read: (text: string) => boolean;
  /** Whether what it threw is its own refusal. */
  readonly refuses: (error: unknown) => boolean;
  /** Whether nothing may stand before or behind a valid text. */
  readonly exact: boolean;
}

const by =
  (kind: new (...given: never[]) => Error) =>
  (error: unknown): boolean =>
    error instanceof kind;
/** Says no by its value. */
const never = () => false;

const issuer = 'https://idp.example/api/realms/main';
const json = (value: unknown) => JSON.stringify(value);
const part = (value: unknown) => toBase64url(toUtf8(json(value)));
const token = (header: object, claims: object) =>
  `${part(header)}.${part(claims)}.${toBase64url(new Uint8Array(64))}`;
const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const jwk = publicKey.export({ format: 'jwk' });
const NOW = 1_790_000_000;
const CLIENT = { iss: 'RP1', sub: 'RP1', aud: issuer, jti: 'once', iat: NOW, exp: NOW + 60 };
const REQUEST = {
  iss: 'RP1',
  client_id: 'RP1',
  aud: issuer,
  nbf: NOW,
  exp: NOW + 60,
  scope: 'openid',
  max_age: 300,
};

/** Of octets, in UTF-8, by a room's own error. */
const octets = (
  name: string,
  from: string,
  valid: readonly unknown[],
  read: (octets: Uint8Array) => unknown,
  kind: new (...given: never[]) => Error,
): Parser => ({
  name,
  from,
  valid: valid.map((one) => (typeof one === 'string' ? one : json(one))),
  read: (text) => read(toUtf8(text)) !== undefined,
  refuses: by(kind),
  exact: false,
});

const text = (
  name: string,
  from: string,
  valid: readonly string[],
  read: (text: string) => unknown,
  refuses: Parser['refuses'],
): Parser => ({ name, from, valid, read: (given) => read(given) !== undefined, refuses, exact: true });

const proof = createDpopProof(
  { method: 'POST', url: `${issuer}/token`, jti: 'once', time: NOW * 1000, nonce: 'n' },
  proofKeyOf({ algorithm: 'ES256', key: privateKey }),
);
const authorization = (header: string) =>
  bearerToken({ headers: { get: (name: string) => (name === 'authorization' ? header : null) } });
const statement = {
  type: 'kazasu.latest-items-withdrawal.1',
  at: 1,
  nonce: '0'.repeat(32),
  consentId: 'c',
} as const;

const { publicKey: headKey, privateKey: headSigner } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const signedHead = createSignedHead(
  { number: 3, hash: '00' },
  { issuer, time: NOW * 1000 },
  { algorithm: 'ES256', key: headSigner },
);

const TEXTS: readonly Parser[] = [
  text('fromBase64', 'members of JSON', ['AAECAw==', ''], fromBase64, by(BytesError)),
  text('fromBase64url', 'tokens', ['AAECAw', ''], fromBase64url, by(BytesError)),
  text('fromHex', 'members of JSON', ['00ff', ''], fromHex, by(BytesError)),
  text('fromCertificateDate', 'signature certificates', ['520240510'], fromCertificateDate, by(BytesError)),
  text('bearerToken', 'Authorization', ['Bearer a.b-c_d~/+==', 'bearer x'], authorization, never),
  text(
    'parseTraceParent',
    'traceparent',
    [`00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`],
    parseTraceParent,
    never,
  ),
  text('networkOf', 'X-Forwarded-For', ['203.0.113.9', '2001:db8::1'], networkOf, never),
  text(
    'parseJws, decodePart',
    'tokens',
    [token({ alg: 'ES256', kid: 'k', typ: 'JWT' }, CLIENT)],
    parseJws,
    by(OidcError),
  ),
  text(
    'parseClientAssertion',
    'client_assertion',
    [token({ alg: 'ES256' }, CLIENT)],
    parseClientAssertion,
    by(OidcError),
  ),
  text(
    'parseRequestObject',
    'request',
    [token({ alg: 'ES256', typ: 'oauth-authz-req+jwt' }, REQUEST)],
    parseRequestObject,
    by(OidcError),
  ),
  text(
    'parseSignedHead',
    'heads of an audit log',
    [signedHead],
    (given) => parseSignedHead(given, [{ algorithm: 'ES256', key: headKey }], issuer),
    never,
  ),
  text(
    'verifyDpopProof, parseDpopProof',
    'DPoP',
    [proof],
    (given) => verifyDpopProof(given, { method: 'POST', url: `${issuer}/token`, time: NOW * 1000 }),
    by(OidcError),
  ),
];

/** As it comes from a counter: the body in base64, judged by its schema first. */
function cardWriting(text: string): unknown {
  const instruction = { body: toBase64(toUtf8(text)), signature: 'AAAA' };
  const { success, output } = v.safeParse(CardInstruction, instruction);
  return success ? parseCardWriting(output) : undefined;
}

const OTHERS: readonly Parser[] = [
  {
    name: 'parseCardWriting',
    from: 'instructions for a card',
    valid: [
      json({ version: 1, card: '00ff', number: 3, pins: {}, text: { fourItems: 'AAAA', integrity: 'AAAA' } }),
    ],
    read: (given) => cardWriting(given) !== undefined,
    refuses: never,
    exact: false,
  },
  {
    name: 'tokenInProtocols',
    from: 'Sec-WebSocket-Protocol, at the agent',
    valid: ['kazasu-agent.1, kazasu-agent-token.abc'],
    read: (given) => tokenInProtocols(given.split(',').map((one) => one.trim())) !== undefined,
    refuses: never,
    exact: false,
  },
  {
    name: 'fromPem',
    from: 'registration of keys',
    valid: [`-----BEGIN PUBLIC KEY-----\n${toBase64(new Uint8Array(40))}\n-----END PUBLIC KEY-----\n`],
    read: (given) => fromPem('PUBLIC KEY', given).length > 0,
    refuses: by(BytesError),
    exact: false,
  },
  {
    name: 'parseForm',
    from: 'queries and forms',
    valid: ['grant_type=authorization_code&code=a%2Fb&redirect_uri=https%3A%2F%2Frp.example%2F+', ''],
    read: (given) => parseForm(given).names.length >= 0,
    refuses: by(HttpError),
    exact: false,
  },
  {
    name: 'isSameLine',
    from: 'X-Forwarded-For',
    valid: ['203.0.113.9 203.0.113.9', '2001:db8::1 2001:db8::2'],
    read: (given) => isSameLine(given.split(' ')[0] ?? '', given.split(' ')[1] ?? ''),
    refuses: never,
    exact: false,
  },
  {
    name: 'httpUriOf',
    from: 'htu of a DPoP proof',
    valid: ['https://rp.example/a/%7Eb/../c?d#e', 'http://[::1]:80/'],
    read: (given) => httpUriOf(given) !== undefined,
    refuses: never,
    exact: false,
  },
  {
    name: 'parseAuthorizationResponse',
    from: 'the callback of a relying party',
    valid: [`code=c&state=s&iss=${encodeURIComponent(issuer)}`, 'error=access_denied&state=s'],
    read: (given) => parseAuthorizationResponse(new URLSearchParams(given)) !== undefined,
    refuses: by(OidcError),
    exact: false,
  },
];

const JSONS: readonly Parser[] = [
  octets('fromUtf8', 'bodies', ['山田　花子', ''], fromUtf8, BytesError),
  octets('parseJsonObject', 'bodies', [{ a: [1, { b: 'c' }] }], parseJsonObject, OidcError),
  octets(
    'parseKeySet, importKeySet',
    'jwks_uri',
    [{ keys: [jwk, { kty: 'x' }] }],
    (given) => importKeySet(parseKeySet(given)),
    OidcError,
  ),
  octets(
    'parseTokenResponse',
    'the token endpoint',
    [{ access_token: 'a', token_type: 'DPoP', scope: 'openid' }],
    parseTokenResponse,
    OidcError,
  ),
  octets(
    'parseErrorResponse',
    'the token endpoint',
    [{ error: 'invalid_grant', error_description: 'x' }],
    parseErrorResponse,
    OidcError,
  ),
  octets('parseUserinfo', 'userinfo', [{ sub: 's', name: '山田　花子' }], parseUserinfo, OidcError),
  octets(
    'parseMetadata',
    'discovery',
    [createMetadata(issuer, ['aal3'])],
    (given) => parseMetadata(given, issuer),
    OidcError,
  ),
  octets(
    'parsePushedResponse',
    'the PAR endpoint',
    [{ request_uri: 'urn:x', expires_in: 60 }],
    parsePushedResponse,
    OidcError,
  ),
  {
    ...octets(
      'parseStatement',
      'what a holder signs',
      [new TextDecoder().decode(encodeStatement('withdrawal', statement))],
      (given) => parseStatement('withdrawal', given),
      Error,
    ),
    refuses: never,
    exact: true,
  },
];

export const PARSERS: readonly Parser[] = [...TEXTS, ...OTHERS, ...JSONS];
