import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { ConfigError } from '@kazasu/server/config';
import { hasTokens, openTokens, portsFrom, townConfig, urlsOf } from './index.ts';

test('without a word in the environment the town is at port 4000 and keeps its data in data/', () => {
  const config = townConfig({});
  assert.deepEqual([config.port, config.agentPort], [4000, 4020]);
  assert.equal(config.dataFolder, join(process.cwd(), 'data'));
  assert.equal(config.databaseUrl, undefined);
});

test('the environment moves the ports, the folder and the store; an empty value counts as none', () => {
  const config = townConfig({
    KAZASU_PORT: '5000',
    KAZASU_AGENT_PORT: '5020',
    KAZASU_DATA: '/tmp/elsewhere',
    DATABASE_URL: 'postgres://kazasu@localhost/town',
    UNRELATED: 'x',
  });
  assert.deepEqual(config, {
    port: 5000,
    agentPort: 5020,
    dataFolder: '/tmp/elsewhere',
    databaseUrl: 'postgres://kazasu@localhost/town',
  });
  assert.equal(townConfig({ KAZASU_PORT: '', DATABASE_URL: '' }).port, 4000);
});

test('every wrong setting is named at once', () => {
  const wrong = { KAZASU_PORT: '65525', KAZASU_AGENT_PORT: '0', DATABASE_URL: 'mysql://localhost' };
  assert.throws(
    () => townConfig(wrong),
    (error) =>
      error instanceof ConfigError &&
      error.faults.map((fault) => fault.path).join() === 'KAZASU_PORT,KAZASU_AGENT_PORT,DATABASE_URL',
  );
  assert.throws(() => townConfig({ KAZASU_PORT: '0' }), ConfigError);
  assert.throws(() => townConfig({ KAZASU_PORT: 'http' }), ConfigError);
  assert.equal(townConfig({ KAZASU_PORT: '65524' }).port, 65_524);
});

test('addresses follow from the first port', () => {
  assert.deepEqual(urlsOf(portsFrom(4000)), {
    index: 'http://localhost:4000',
    provider: 'http://localhost:4001/api',
    issuer: 'http://localhost:4001/api/realms/main',
    phone: 'http://localhost:4002',
    authority: 'http://localhost:4003',
    verifier: 'http://localhost:4004',
    timestamp: 'http://localhost:4005',
    reservation: 'http://localhost:4010',
    townOffice: 'http://localhost:4011',
    evidence: 'http://localhost:4000/evidence',
  });
});

test('tokens are made once, differ, survive, and are readable by the owner only', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'kazasu-tokens-'));
  t.after(() => rmSync(folder, { recursive: true }));
  assert.equal(hasTokens(folder), false);
  const first = await openTokens(folder)('provider-admin');
  assert.match(first, /^[\w-]{43}$/);
  assert.equal(await openTokens(folder)('provider-admin'), first);
  assert.notEqual(await openTokens(folder)('authority-admin'), first);
  assert.equal(hasTokens(folder), true);
  assert.equal(statSync(join(folder, 'town', 'tokens', 'provider-admin.key')).mode & 0o077, 0);
});
