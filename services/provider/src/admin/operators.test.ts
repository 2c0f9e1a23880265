import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { PlatformOperatorRegistration } from '../api/index.ts';
import { CLIENT } from '../testing/clients.ts';
import { Operator } from '../testing/signer.ts';
import { TEST_SETTINGS } from '../testing/test-deps.ts';
import { createWorld, type World } from '../testing/world.ts';

let world: World;
let registration: PlatformOperatorRegistration;
const operator = new Operator('verifier.example');

before(async () => {
  world = await createWorld();
  const { createdAt: _, ...own } = operator.registration(await operator.publish('ECDH-ES', 'one'));
  registration = own as PlatformOperatorRegistration;
});

async function ask(method: string, path: string, body?: unknown, token: string = TEST_SETTINGS.adminToken) {
  const response = await world.provider.app.request(`/api/admin${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

const OPERATORS = '/platform-operators';
const ONE = `${OPERATORS}/verifier.example`;
const { registrationId: _id, createdAt: _at, ...client } = CLIENT;

test('an operator is registered, listed, given other keys in place, and removed', async () => {
  const added = await ask('POST', OPERATORS, registration);
  assert.equal(added.status, 201);
  const view = { ...registration, createdAt: world.clock.now() };
  assert.deepEqual(added.body, view);
  assert.deepEqual((await ask('GET', OPERATORS)).body, [view]);
  assert.equal((await ask('POST', OPERATORS, registration)).body.error, 'operator/exists');
  world.clock.advance(1_000);
  const next = {
    ...registration,
    name: '別の名前',
    jwks: { keys: [await operator.publish('RSA-OAEP-256', 'two')] },
  };
  const changed = await ask('PUT', ONE, next);
  assert.deepEqual(
    { status: changed.status, body: changed.body },
    { status: 200, body: { ...next, createdAt: view.createdAt } },
  );
  assert.equal((await ask('PUT', `${OPERATORS}/another`, next)).body.error, 'operator/id');
  assert.equal((await ask('PUT', `${OPERATORS}/x`, { ...next, operatorId: 'x' })).status, 404);
  assert.equal((await ask('DELETE', ONE)).status, 204);
  assert.equal((await ask('DELETE', ONE)).status, 404);
  assert.equal((await ask('DELETE', `${OPERATORS}/%00`)).status, 404);
});

test('only the administrator may', async () => {
  for (const [method, path] of [
    ['POST', OPERATORS],
    ['GET', OPERATORS],
    ['PUT', ONE],
    ['DELETE', ONE],
  ] as const) {
    assert.equal((await ask(method, path, method === 'GET' ? undefined : registration, 'wrong')).status, 401);
  }
});

test('an operator that nothing could be encrypted for, or that asks us where we must not ask, is refused', async () => {
  const { jwks: _, ...rest } = registration;
  const [key] = registration.jwks?.keys ?? [];
  const faults: [object, string][] = [
    [rest, 'operator/keys'],
    [{ ...registration, jwksUri: 'https://verifier.example/jwks' }, 'operator/keys'],
    [{ ...rest, jwksUri: 'http://verifier.example/jwks' }, 'operator/keys'],
    [{ ...rest, jwksUri: 'https://user@verifier.example/jwks' }, 'operator/keys'],
    [{ ...rest, jwks: { keys: [{ ...key, use: 'sig' }] } }, 'operator/keys'],
    [{ ...rest, jwks: { keys: [{ ...key, d: key?.x }] } }, 'operator/keys'],
    [{ ...rest, jwks: { keys: [key, key] } }, 'operator/keys'],
    [{ ...registration, name: 'a\u202eb' }, 'operator/name'],
    [{ ...registration, operatorId: '../x' }, 'http/malformed'],
    [{ ...registration, extra: 1 }, 'http/malformed'],
    [{ ...rest, jwks: { keys: [] } }, 'http/malformed'],
  ];
  for (const [body, code] of faults) {
    const answer = await ask('POST', OPERATORS, body);
    assert.deepEqual({ status: answer.status, code: answer.body.error }, { status: 400, code });
  }
  assert.deepEqual((await ask('GET', OPERATORS)).body, []);
});

test('a private client names an operator that is there, and keeps it from being removed', async () => {
  const named = { ...client, clientId: 'signer', platformOperator: 'verifier.example' };
  assert.equal((await ask('POST', '/clients', named)).body.error, 'client/platform-operator');
  assert.equal((await ask('POST', OPERATORS, registration)).status, 201);
  const government = { ...named, kind: 'government' };
  assert.equal((await ask('POST', '/clients', government)).body.error, 'client/platform-operator');
  const added = await ask('POST', '/clients', named);
  assert.equal(added.body.platformOperator, 'verifier.example');
  assert.deepEqual((await ask('DELETE', ONE)).body.error, 'operator/in-use');
  const { platformOperator: _, ...without } = named;
  assert.equal((await ask('PUT', '/clients/signer', without)).status, 200);
  assert.equal((await ask('DELETE', ONE)).status, 204);
});
