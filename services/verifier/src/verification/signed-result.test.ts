import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { toBase64 } from '@kazasu/bytes';
import { checkBundle, parseTrustFile } from '@kazasu/evidence';
import type { Problem } from '../problem/index.ts';
import {
  createWorld,
  type Member,
  must,
  PURPOSE,
  sha256,
  signDocuments,
  type World,
} from '../testing/index.ts';
import {
  type Encrypting,
  encrypt as encryptFor,
  type ResultKey,
  resultContent,
  resultKeys,
} from '../testing/result.ts';
import type { Verification } from './answer.ts';

let world: World;
let member: Member;
let image: CardImage;
before(async () => {
  world = await createWorld();
  member = await world.tenant();
  image = await world.card();
});
after(() => world.close());

const keysOf = () => resultKeys(world);
const content = (changes: object = {}) => resultContent(world, signDocuments(image, ['a contract']), changes);
const encrypt = (plain: unknown, encrypting: Encrypting = {}) => encryptFor(world, plain, encrypting);
const verify = (jwe: string, more: object = {}) => member.verify({ purpose: PURPOSE, jwe, ...more });

test('a result is opened with either key, and its digests are compared with those expected', async () => {
  const digests = [toBase64(sha256('a contract'))];
  for (const key of await keysOf()) {
    const answer = (await must(
      201,
      await verify(await encrypt(content(), { key }), { digests }),
    )) as Verification;
    assert.equal(answer.verdict, 'valid', JSON.stringify(answer.words));
    assert.equal(answer.items?.name, '見本　花子');
  }
});

test('a result over other documents than those expected is not valid', async () => {
  const digests = [toBase64(sha256('another contract'))];
  const answer = (await must(201, await verify(await encrypt(content()), { digests }))) as Verification;
  assert.equal(answer.verdict, 'invalid');
  assert.deepEqual(
    answer.report.checks.filter(({ status }) => status === 'failed').map(({ id }) => id),
    ['values.expected'],
  );
  assert.equal(answer.items, undefined);
});

test('the keys are of two kinds, public alone, and named by their thumbprints', async () => {
  const keys = await keysOf();
  assert.deepEqual(
    keys.map(({ alg }) => alg),
    ['RSA-OAEP-256', 'ECDH-ES'],
  );
  for (const key of keys) {
    assert.match(key.kid, /^[A-Za-z0-9_-]{43}$/);
    for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'])
      assert.ok(!Object.hasOwn(key, secret), secret);
  }
});

test('keys are rotated with an overlap', async () => {
  const [old] = await keysOf();
  const rotate = { overlapSeconds: 3_600 };
  assert.equal((await world.operate('POST', '/admin/encryption-keys/rotation', rotate)).status, 204);
  const [young] = await keysOf();
  assert.notEqual(young?.kid, old?.kid);
  const open = async (key: ResultKey | undefined) =>
    (await verify(await encrypt(content(), key === undefined ? {} : { key }))).status;
  assert.deepEqual([await open(old), await open(young)], [201, 201]);
  world.authority.clock.advance(3_600_000);
  assert.deepEqual([await open(old), await open(young)], [422, 201]);
});

const manySignatures = (count: number) =>
  signDocuments(
    image,
    Array.from({ length: count }, (_, i) => `document ${i}`),
  ).signatures;

const refused: Readonly<Record<string, () => Promise<[jwe: string, status: number, code: string]>>> = {
  'for another operator': async () => [
    await encrypt(content({ aud: 'another' })),
    422,
    'signed-result-unreadable',
  ],
  'of another provider': async () => [
    await encrypt(content({ iss: 'https://provider.example' })),
    403,
    'signed-result-client',
  ],
  'of another tenant’s client': async () => [
    await encrypt(content({ client_id: 'another' })),
    403,
    'signed-result-client',
  ],
  'from the future': async () => [
    await encrypt(content({ iat: Math.floor(world.authority.clock.now() / 1000) + 3_600 })),
    422,
    'signed-result-unreadable',
  ],
  'without signatures': async () => [
    await encrypt(content({ signatures: [] })),
    422,
    'signed-result-unreadable',
  ],
  'with more signatures than evidence holds': async () => [
    await encrypt(content({ signatures: manySignatures(65) })),
    422,
    'signatures-too-many',
  ],
  'that is compressed': async () => [
    await encrypt(content(), { header: { zip: 'DEF' } }),
    422,
    'signed-result-unreadable',
  ],
  'that is no JSON': async () => [await encrypt('hello'), 422, 'signed-result-unreadable'],
  'with a key id that is none of ours': async () => [
    await encrypt(content(), { header: { kid: 'another' } }),
    422,
    'signed-result-unreadable',
  ],
  'without a key id': async () => [
    await encrypt(content(), { header: { kid: undefined } }),
    422,
    'signed-result-unreadable',
  ],
  'under the other key’s algorithm': async () => {
    const [rsa, ec] = await keysOf();
    return [
      await encrypt(content(), { key: { ...rsa, kid: ec?.kid } as ResultKey }),
      422,
      'signed-result-unreadable',
    ];
  },
  'in a weaker mode': async () => [
    await encrypt(content(), { enc: 'A128CBC-HS256' }),
    422,
    'signed-result-unreadable',
  ],
  'with one character changed': async () => {
    const jwe = await encrypt(content());
    const parts = jwe.split('.');
    const body = parts[3] ?? '';
    parts[3] = `${body[0] === 'A' ? 'B' : 'A'}${body.slice(1)}`;
    return [parts.join('.'), 422, 'signed-result-unreadable'];
  },
  'cut short': async () => [(await encrypt(content())).slice(0, -8), 422, 'signed-result-unreadable'],
  'that is no JWE': async () => ['a.b.c.d.e', 422, 'signed-result-unreadable'],
  'with parts missing': async () => ['a.b.c', 400, 'request-invalid'],
  'of endless length': async () => [`${'a'.repeat(140_000)}.b.c.d.e`, 400, 'request-invalid'],
};

for (const [name, make] of Object.entries(refused)) {
  test(`a result ${name} is refused, and nothing is kept`, async () => {
    const [jwe, status, code] = await make();
    const response = await verify(jwe);
    const problem = (await response.json()) as Problem;
    assert.deepEqual([response.status, problem.code], [status, code], JSON.stringify(problem));
  });
}

test('as many signatures as evidence holds are recorded, and the evidence is judged like them', async () => {
  const jwe = await encrypt(content({ signatures: manySignatures(64) }));
  const { id } = (await must(201, await verify(jwe))) as Verification;
  await must(200, await world.operate('POST', '/admin/evidence/heads'));
  const bundle = await member.ask(`/v1/verifications/${id}/evidence?unstamped=true`);
  const trust = await world.ask('/evidence/trust');
  const report = checkBundle(new Uint8Array(await bundle.arrayBuffer()), {
    ...parseTrustFile(new Uint8Array(await trust.arrayBuffer())),
    time: world.authority.clock.now(),
  });
  assert.equal(report.signature, 'valid');
});

test('what was refused above left no record', async () => {
  const other = await world.tenant();
  await other.verify({ purpose: PURPOSE, jwe: await encrypt(content({ client_id: 'another' })) });
  const list = (await must(200, await other.ask('/v1/verifications'))) as { verifications: unknown[] };
  assert.deepEqual(list.verifications, []);
});

test('whatever id the provider registers an operator under, a verifier can have', async () => {
  const other = await createWorld({ operatorId: 'PF.Operator_1' });
  const tenant = await other.tenant();
  const result = resultContent(other, signDocuments(await other.card(), ['a contract']));
  const jwe = await encryptFor(other, { ...result, aud: 'PF.Operator_1' });
  await must(201, await tenant.verify({ purpose: PURPOSE, jwe }));
  await other.close();
});
