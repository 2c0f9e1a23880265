import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as v from 'valibot';
import { ConfigError, environment, parseConfig } from './index.ts';

const Schema = v.strictObject({
  port: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)),
  issuer: v.pipe(v.string(), v.url()),
  secret: v.pipe(v.string(), v.minLength(16)),
  clients: v.array(v.strictObject({ id: v.string(), kind: v.picklist(['private', 'government']) })),
  level: v.optional(v.picklist(['info', 'warn']), 'info'),
});

function faultsOf(input: unknown): ConfigError {
  try {
    parseConfig(Schema, input);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error;
  }
  return assert.fail('was accepted');
}

test('a configuration that fits is returned with its defaults', () => {
  const input = { port: 4000, issuer: 'http://localhost:4001', secret: 'x'.repeat(16), clients: [] };
  assert.deepEqual(parseConfig(Schema, input), { ...input, level: 'info' });
});

test('all faults are told at once, with their places', () => {
  const { faults, message } = faultsOf({
    port: 0,
    issuer: 'nowhere',
    clients: [{ id: 'a', kind: 'bank' }],
    prot: 1,
  });
  assert.deepEqual(
    faults.map(({ path }) => path),
    ['port', 'issuer', 'secret', 'clients.0.kind', 'prot'],
  );
  for (const { path } of faults) assert.ok(message.includes(`${path}: `), path);
  assert.equal(faults.find(({ path }) => path === 'secret')?.message, 'is missing');
  assert.equal(faults.find(({ path }) => path === 'prot')?.message, 'is not known');
  assert.match(faults.find(({ path }) => path === 'port')?.message ?? '', />=1/);
});

test('no value is ever repeated', () => {
  const secret = 'hunter2';
  const error = faultsOf({ port: secret, issuer: secret, secret, clients: secret, level: secret });
  assert.equal(error.faults.length, 5);
  assert.ok(!`${error.stack} ${JSON.stringify(error)}`.includes(secret));
  assert.ok(!faultsOf(secret).message.includes(secret));
});

test('the environment is a copy that nobody can change', () => {
  const taken = environment();
  assert.equal(taken.PATH, process.env.PATH);
  assert.ok(Object.isFrozen(taken));
});
