import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError } from '@kazasu/server/config';
import { providerConfig } from './config.ts';
import { trustOf } from './proof/index.ts';
import { TEST_SETTINGS } from './testing/test-deps.ts';

function faultyPaths(changes: object): string[] {
  try {
    providerConfig({ ...TEST_SETTINGS, ...changes });
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.faults.map(({ path }) => path);
  }
  return [];
}

test('everything else follows from the base address', () => {
  const local = providerConfig(TEST_SETTINGS);
  assert.equal(local.issuer, 'http://localhost:4001/api/realms/main');
  assert.equal(local.protocolPath, '/api/realms/main/protocol/openid-connect');
  assert.deepEqual([local.basePath, local.secure, local.local], ['/api', false, true]);
  assert.equal(local.phoneOrigin, 'http://localhost:4002');
  const real = providerConfig({ ...TEST_SETTINGS, baseUrl: 'https://login.example' });
  assert.deepEqual([real.basePath, real.secure, real.local], ['', true, false]);
  assert.equal(real.origin, 'https://login.example');
});

test('plain http is for this machine alone', () => {
  for (const baseUrl of [
    'http://login.example/api',
    'http://localhost.evil.example/api',
    'http://localhost@evil.example/api',
    'ftp://localhost/api',
    'https://user:secret@login.example/api',
    'https://login.example/api/',
    'https://login.example/api?x',
    'https://login.example/api#x',
    'not an address',
  ]) {
    assert.deepEqual([...new Set(faultyPaths({ baseUrl }))], ['baseUrl'], baseUrl);
    assert.deepEqual([...new Set(faultyPaths({ phoneUrl: baseUrl }))], ['phoneUrl'], baseUrl);
  }
});

test('every fault is told at once, and no value', () => {
  const faults = faultyPaths({
    adminToken: 'short',
    baseUrl: 'x',
    misspelt: true,
    authority: { url: 'x', token: 'y' },
  });
  for (const path of ['adminToken', 'baseUrl', 'misspelt', 'authority.url', 'authority.token']) {
    assert.ok(faults.includes(path), `${path} in ${faults}`);
  }
});

test('without a trusted authority nothing starts', () => {
  assert.throws(() => trustOf({ anchors: [], cardIssuerKeys: [] }), /no authentication/);
  const certificate = Buffer.from('not a certificate').toString('base64');
  assert.throws(() =>
    trustOf({ anchors: [{ role: 'authentication', generation: 1, certificate }], cardIssuerKeys: [] }),
  );
});
