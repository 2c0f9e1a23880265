import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import {
  AUTHORIZATION_PARAMETERS,
  CLIENT_ASSERTION_TYPE,
  createTokenRequest,
  createTokenResponse,
} from '@kazasu/oidc';
import fc from 'fast-check';
import {
  AppProblem,
  AppTransaction,
  CardProof,
  CreateSignTransaction,
  Decision,
  GovernmentSignResult,
  OpenRequest,
  PrivateSignResult,
  SANDBOX_PARAMETERS,
  SignatureProof,
  SignProblem,
  SignTransactionCreated,
} from '../../api/index.ts';
import { createAccessToken } from '../../token/access-token.ts';
import * as mask from './index.ts';
import { object } from './rule.ts';

/** What valibot's schemas are made of. */
interface Schema {
  readonly entries?: Record<string, unknown>;
  readonly options?: readonly unknown[];
  readonly item?: unknown;
  readonly wrapped?: unknown;
  readonly pipe?: readonly unknown[];
}

/** Names of the members that a schema knows. */
function namesOf(schema: unknown): string[] {
  const read = schema as Schema;
  if (Array.isArray(read.options)) return read.options.flatMap(namesOf);
  return Object.keys(read.entries ?? {});
}

/** A message in which everything that the schema knows has a value. */
function sampleOf(schema: unknown): unknown {
  const read = schema as Schema;
  if (read.wrapped !== undefined) return sampleOf(read.wrapped);
  if (Array.isArray(read.options) && read.options.every((one) => typeof one === 'object')) {
    return Object.assign({}, ...read.options.map(sampleOf));
  }
  if (read.item !== undefined) return [sampleOf(read.item)];
  if (read.entries === undefined) return read.pipe === undefined ? 'value' : 'value';
  return Object.fromEntries(Object.entries(read.entries).map(([name, of]) => [name, sampleOf(of)]));
}

/** Members that hold others and are masked as a whole. */
function maskedWhole(sample: unknown, shown: mask.Shown, path = ''): string[] {
  if (Array.isArray(sample)) {
    return shown.kind === 'list'
      ? shown.items.flatMap((item, at) => maskedWhole(sample[at], item, `${path}[]`))
      : [path];
  }
  if (typeof sample !== 'object' || sample === null) return [];
  if (shown.kind !== 'object') return [path];
  return shown.fields.flatMap(({ name, value }) =>
    maskedWhole((sample as Record<string, unknown>)[name], value, `${path}.${name}`),
  );
}

const MESSAGES: readonly (readonly [string, mask.RuleTable, readonly string[]])[] = [
  ['authorization request', mask.AUTHORIZATION, Object.keys(AUTHORIZATION_PARAMETERS)],
  [
    'pushed request',
    mask.PUSHED_REQUEST,
    [...Object.keys(AUTHORIZATION_PARAMETERS), 'request', 'client_assertion'],
  ],
  ['pushed answer', mask.PUSHED_ANSWER, ['request_uri', 'expires_in', 'error', 'error_description']],
  ['sandbox', mask.AUTHORIZATION, Object.values(SANDBOX_PARAMETERS)],
  ['sandbox form', mask.WAITING, ['digits', 'match', 'lang', 'ticket']],
  [
    'token request',
    mask.TOKEN_REQUEST,
    [
      ...createTokenRequest({
        clientId: 'a',
        clientAssertion: 'b',
        grantType: 'authorization_code',
        code: 'c',
        redirectUri: 'd',
        codeVerifier: 'e',
      }).keys(),
      ...createTokenRequest({
        clientId: 'a',
        clientAssertion: 'b',
        grantType: 'refresh_token',
        refreshToken: 'c',
      }).keys(),
      ...createTokenRequest({
        clientId: 'a',
        clientAssertion: 'b',
        grantType: 'client_credentials',
        scope: ['sign'],
      }).keys(),
    ],
  ],
  [
    'token answer',
    mask.TOKEN_ANSWER,
    [
      ...Object.keys(
        createTokenResponse({
          accessToken: 'a',
          expiresIn: 1,
          scope: [],
          refreshToken: { token: 'b', expiresIn: 1 },
          idToken: 'c',
          sessionState: 'd',
        }),
      ),
      'error',
      'error_description',
    ],
  ],
  ['sign request', mask.SIGN_REQUEST, namesOf(CreateSignTransaction)],
  [
    'sign answer',
    mask.SIGN_ANSWER,
    [SignTransactionCreated, PrivateSignResult, GovernmentSignResult, SignProblem].flatMap(namesOf),
  ],
  ['app request', mask.APP_REQUEST, [OpenRequest, CardProof, SignatureProof, Decision].flatMap(namesOf)],
  ['app answer', mask.APP_ANSWER, [AppTransaction, AppProblem].flatMap(namesOf)],
];

for (const [title, table, names] of MESSAGES) {
  test(`every name of the ${title} has a row that says what is shown of it`, () => {
    assert.ok(names.length > 0);
    for (const name of names) assert.ok(Object.hasOwn(table, name), `${title}: ${name}`);
  });
}

test('members within members have tables of their own', () => {
  for (const [table, schema] of [
    [mask.APP_ANSWER, AppTransaction],
    [mask.APP_REQUEST, CardProof],
    [mask.SIGN_REQUEST, CreateSignTransaction],
    [mask.SIGN_ANSWER, GovernmentSignResult],
  ] as const) {
    const sample = sampleOf(schema);
    assert.deepEqual(maskedWhole(sample, object(table)(sample)), []);
  }
});

/** Values that must never be shown as a whole, whatever field they stand in. */
const SECRETS: readonly (readonly [string, string])[] = [
  ['a code or token', randomBytes(32).toString('base64url')],
  ['an open code', randomBytes(16).toString('base64url')],
  ['a refresh token', randomBytes(64).toString('base64url')],
  ['an API key in base64', randomBytes(24).toString('base64')],
  ['an API key in hexadecimal', randomBytes(16).toString('hex')],
  ['an open code that happens to be letters', 'UyxylufZtfJLEZbHRLnUZQ'],
  ['a token that happens to have no capitals', 'a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6q7r8s9t0u1v'],
  ['a name', '見本　花子'],
  ['an address', '架空県かざす市読取一丁目２番３号'],
  ['a date of birth', '19880517'],
  ['a personal number', '999000000016'],
  ['six digits', '493027'],
];

const TABLES = Object.entries(mask).flatMap(([name, table]) =>
  typeof table === 'object' ? [[name, table as mask.RuleTable] as const] : [],
);

/** Fields that are taken from what this provider itself stores or counts. */
const OWN: ReadonlySet<string> = new Set(['APP_ANSWER.relyingParty', 'PAGE.heading']);

test('no table has a field in which a secret or an item would be shown as a whole', () => {
  assert.ok(TABLES.length >= 14);
  for (const [table, rules] of TABLES) {
    for (const [field, rule] of Object.entries(rules)) {
      if (OWN.has(`${table}.${field}`)) continue;
      for (const [what, secret] of SECRETS) {
        for (const value of [
          secret,
          [secret],
          { [field]: secret },
          `${secret} ${secret}`,
          `https://rp.example/?${field}=${encodeURIComponent(secret)}`,
          `https://rp.example/#${secret}`,
        ]) {
          const shown = JSON.stringify(rule(value));
          assert.ok(
            !shown.includes(secret) && !shown.includes(encodeURIComponent(secret)),
            `${what} in ${table}.${field}: ${shown}`,
          );
        }
      }
    }
  }
});

test('what has no row is masked, and its name is told only if it is like one', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 6 }), (name, value) => {
      const [field] = mask.fieldsOf([[name, value]], {});
      assert.deepEqual(field?.value, { kind: 'masked', length: value.length });
      assert.ok(field.name === '?' || /^[A-Za-z][A-Za-z_-]{0,19}$/.test(field.name));
    }),
  );
  const [field] = mask.fieldsOf([[SECRETS[0]?.[1] ?? '', 'x']], mask.AUTHORIZATION);
  assert.equal(field?.name, '?');
});

test('rules are total: whatever comes is shown in one of the forms, and never throws', () => {
  const rules = TABLES.flatMap(([, table]) => Object.values(table));
  fc.assert(
    fc.property(fc.constantFrom(...rules), fc.jsonValue(), (rule, value) => {
      assert.ok(typeof rule(value).kind === 'string');
    }),
    { numRuns: 3000 },
  );
});

test('a client’s assertion is shown without its signature, whatever its claims are', () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signature = randomBytes(64).toString('base64url');
  const jwt = [
    part({ alg: 'ES256', kid: 'a-key-of-the-client' }),
    part({
      iss: 'RP1',
      sub: 'RP1',
      aud: 'https://idp.example/api',
      jti: 'one-time-1234567',
      exp: 5,
      pin: '1234',
    }),
    signature,
  ].join('.');
  const [field] = mask.fieldsOf([['client_assertion', jwt]], mask.TOKEN_REQUEST);
  const shown = JSON.stringify(field);
  assert.equal(field?.value.kind, 'token');
  for (const told of ['ES256', '"RP1"', 'https://idp.example/api']) assert.ok(shown.includes(told), told);
  for (const hidden of [
    signature,
    signature.slice(0, 12),
    '1234567',
    '"1234"',
    jwt.split('.')[1]?.slice(0, 20),
  ]) {
    assert.ok(hidden && !shown.includes(hidden), hidden);
  }
});

test('our own tokens lose their signature too', async () => {
  const { privateKey: key } = (await import('node:crypto')).generateKeyPairSync('ec', {
    namedCurve: 'P-256',
  });
  const token = createAccessToken(
    {
      issuer: 'https://idp.example',
      clientId: 'RP1',
      subject: '6ba7b810-9dad-41d1-80b4-00c04fd430c8',
      scope: ['openid'],
      issuedAt: 1,
      expiresAt: 2,
    },
    { algorithm: 'ES256', key, kid: 'k' },
  );
  const shown = JSON.stringify(mask.fieldsOf([['access_token', token]], mask.TOKEN_ANSWER));
  assert.match(shown, /"azp".{0,40}"RP1"/);
  assert.ok(!shown.includes(token.split('.')[2] ?? token));
  assert.ok(!shown.includes('6ba7b810-9dad-41d1-80b4-00c04fd430c8'), 'the subject is shortened');
});

test('an address keeps its origin and path, and its query goes by the table', () => {
  const location = mask.ANSWER_HEADERS.location;
  const shown = location?.(
    `https://rp.example/callback?code=${'c'.repeat(43)}&state=abcdefghijkl&ticket=t&fixed=1`,
  );
  assert.deepEqual(shown, {
    kind: 'address',
    address: 'https://rp.example/callback',
    query: [
      { name: 'code', value: { kind: 'masked', length: 43 } },
      { name: 'state', value: { kind: 'short', text: 'abcd', length: 12 } },
      { name: 'ticket', value: { kind: 'masked', length: 1 } },
      { name: 'fixed', value: { kind: 'masked', length: 1 } },
    ],
  });
});

test('cookies are told by their names alone', () => {
  const id = '0f8fad5b-d9cb-469f-a165-70867728950e';
  const shown = JSON.stringify([
    mask.REQUEST_HEADERS.cookie?.(`kazasu-${id}=secret; session=other`),
    mask.ANSWER_HEADERS['set-cookie']?.(
      `kazasu-${id}=secret; Path=/api/interactions/${id}; HttpOnly; SameSite=Lax`,
    ),
    mask.REQUEST_HEADERS.authorization?.('Bearer opaque-token-value'),
    mask.REQUEST_HEADERS.authorization?.('Basic dXNlcjpwYXNz'),
  ]);
  assert.ok(shown.includes(`kazasu-${id}`) && shown.includes('HttpOnly'));
  assert.doesNotMatch(shown, /secret|other|session|opaque|dXNl/);
});

test('the words of a protocol stay readable', () => {
  const shown = (table: mask.RuleTable, name: string, value: unknown) =>
    mask.fieldsOf([[name, value]], table)[0]?.value;
  assert.deepEqual(shown(mask.AUTHORIZATION, 'scope', 'openid nmae'), { kind: 'text', text: 'openid nmae' });
  assert.deepEqual(shown(mask.AUTHORIZATION, 'acr_values', 'aal3 crl'), { kind: 'text', text: 'aal3 crl' });
  assert.deepEqual(shown(mask.TOKEN_REQUEST, 'client_assertion_type', CLIENT_ASSERTION_TYPE), {
    kind: 'text',
    text: CLIENT_ASSERTION_TYPE,
  });
  assert.deepEqual(shown(mask.USERINFO_ANSWER, 'name', '髙橋　屋'), {
    kind: 'personal',
    item: 'name',
    length: 4,
  });
});
