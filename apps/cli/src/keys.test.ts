import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PATHS } from '@kazasu/authority/api';
import { testAuthority, VERIFIER } from '@kazasu/authority/testing';
import { createProvider, type Provider, type ProviderSettings } from '@kazasu/provider';
import { KEY_PURPOSES } from '@kazasu/provider/keys';
import { keysCommand } from '@kazasu/serve';
import { systemClock } from '@kazasu/server/clock';
import { environment } from '@kazasu/server/config';
import { openKeyFolder } from '@kazasu/server/keys';
import { makeToken, tokenMissing } from '@kazasu/server/keys/testing';
import { silentLog } from '@kazasu/server/log';
import { openCustody } from '@kazasu/server/serve';
import { openStore, type Store } from '@kazasu/server/store';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
let settings: ProviderSettings;
const SETTINGS = {
  baseUrl: 'http://localhost:4001/api',
  phoneUrl: 'http://localhost:4002',
  adminToken: 'admin-token-of-the-tests',
  authority: { url: 'http://localhost:4003', token: 'verifier-token-of-the-tests' },
};

let folder: string;
let store: Store;
let provider: Provider;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kazasu-keys-'));
  const authority = await testAuthority({ clock: systemClock, log: silentLog });
  settings = { ...SETTINGS, trust: await (await authority.ask(VERIFIER, PATHS.trust)).json() };
  await authority.close();
  store = await openStore({ file: join(folder, 'provider.sqlite') });
  provider = await createProvider({
    ...settings,
    store,
    keys: openKeyFolder(join(folder, 'keys')),
    log: silentLog,
  });
  configure(join(folder, 'config.json'), 'provider.sqlite', { folder: join(folder, 'keys') });
});
after(async () => {
  await provider.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

function configure(path: string, file: string, keys: object): void {
  writeFileSync(path, JSON.stringify({ ...settings, database: { path: join(folder, file) }, keys }), {
    mode: 0o600,
  });
}

interface Told {
  readonly purpose: string;
  readonly version: number;
  readonly state?: string;
  readonly keyId: string;
  readonly name: string;
}

async function kazasu(words: readonly string[], config = 'config.json') {
  const said: string[] = [];
  const problems: string[] = [];
  const typed = [...words, '--config', join(folder, config)];
  const code = await keysCommand(
    typed,
    (text) => said.push(text),
    (text) => problems.push(text),
    // Nothing of whoever runs the tests: settings that nobody knows are refused.
    {},
  );
  const out = said.join('\n');
  const told = words.includes('--json') && code === 0 ? (JSON.parse(out) as Told[]) : [];
  return { code, out, problem: problems.join('\n'), told };
}

async function published(): Promise<string[]> {
  await provider.keys.refresh();
  const response = await provider.app.request(`${provider.issuer}/protocol/openid-connect/certs`);
  return ((await response.json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
}

test('keys of a running provider are listed, rotated, retired and destroyed, with an entry in the audit log for each', async () => {
  const list = await kazasu(['list', '--json']);
  assert.deepEqual(
    list.told.map(({ purpose, version, state }) => [purpose, version, state]),
    [
      ['access-token', 1, 'current'],
      ['access-token-mac', 1, 'current'],
      ['access-token-rsa', 1, 'current'],
      ['administration', 1, 'current'],
      ['dpop-nonce', 1, 'current'],
      ['id-token', 1, 'current'],
      ['items', 1, 'current'],
      ['person', 1, 'current'],
      ['subject', 1, 'current'],
    ],
  );
  const rotated = await kazasu(['rotate', 'id-token', '--in', '2h', '--by', 'hanako', '--json']);
  const [next] = rotated.told;
  assert.ok(next && (await published()).includes(next.keyId));
  const again = await kazasu(['rotate', 'id-token']);
  assert.equal(again.code, 1);
  assert.match(again.problem, /stands already: version 2/);
  assert.equal((await kazasu(['destroy', 'id-token', '2'])).code, 1);
  assert.equal((await kazasu(['retire', 'id-token', '2'])).code, 0);
  assert.ok(!(await published()).includes(next.keyId));
  assert.equal((await kazasu(['destroy', 'id-token', '2'])).code, 0);
  assert.ok(!readdirSync(join(folder, 'keys')).includes(`${next.name}.pem`));
  const first = (await published()).length;
  const replaced = await kazasu(['rotate', 'access-token', '--compromised', '--json']);
  assert.equal((await published()).length, first);
  assert.ok((await published()).includes(replaced.told[0]?.keyId ?? ''));
  const { out } = await kazasu(['list']);
  assert.match(out, /^access-token {6}1 {2}gone {5}/m);
  const entries = await store.run('SELECT actor, action, subject FROM provider_audit ORDER BY number');
  assert.deepEqual(
    entries.map(({ actor, action, subject }) => [actor, action, subject]),
    [
      ['service', 'trust.replaced', 'trust:1'],
      ['admin:hanako', 'key.rotated', 'key:id-token'],
      ['admin', 'key.retired', 'key:id-token'],
      ['admin', 'key.destroyed', 'key:id-token'],
      ['admin', 'key.replaced', 'key:access-token'],
    ],
  );
});

test('what is sealed for years is sealed anew, and then the version before goes, of nonces too', async () => {
  const told = await kazasu(['reseal']);
  assert.match(
    told.out,
    /^provider_handover\.content: 0 looked at, 0 sealed anew, 0 under an earlier version$/m,
  );
  assert.equal((await kazasu(['reseal', 'items'])).code, 2);
  for (const purpose of ['items', 'dpop-nonce']) {
    assert.equal((await kazasu(['rotate', purpose, '--in', '30s'])).code, 0);
    await store.run('UPDATE provider_key SET active_at = 1 WHERE purpose = $1 AND version = 2', [purpose]);
    assert.equal((await kazasu(['retire', purpose, '1'])).code, 0);
    assert.equal((await kazasu(['destroy', purpose, '1'])).code, 0);
  }
  for (const purpose of ['subject', 'person', 'administration'])
    assert.equal((await kazasu(['retire', purpose, '1'])).code, 1, purpose);
  const states = (await kazasu(['list', '--json'])).told.filter(({ purpose }) => purpose === 'items');
  assert.deepEqual(
    states.map(({ state }) => state),
    ['destroyed', 'current'],
  );
});

test('the command goes straight to the keys', async () => {
  const { NODE_TEST_CONTEXT: _, ...env } = environment();
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, 'keys', '--help'], { env });
  assert.match(stdout, /^kazasu keys WHAT/);
});

test('what is not understood changes nothing and says how it is asked', async () => {
  for (const words of [
    [],
    ['turn'],
    ['rotate', 'id-tokens'],
    ['rotate', 'person'],
    ['rotate', 'id-token', '--in', 'soon'],
    ['rotate', '--compromised'],
    ['retire', 'id-token'],
    ['destroy', 'id-token', '0'],
    ['list', '--all'],
    ['list', '--by', 'two words'],
  ]) {
    const { code, problem } = await kazasu(words);
    assert.equal(code, 2, words.join(' '));
    assert.match(problem, /See kazasu keys --help/);
  }
  assert.equal((await kazasu(['rotate', 'id-token', '--in', '29s'])).code, 1);
});

test('keys are made in a token first, and the provider then starts on them without making any', {
  skip: tokenMissing(),
}, async () => {
  const token = makeToken();
  const pinFile = join(folder, 'pin');
  writeFileSync(pinFile, token.pin.text, { mode: 0o600 });
  const keys = {
    folder: join(folder, 'token-keys'),
    token: { module: token.module, label: token.token, pinFile },
  };
  configure(join(folder, 'token.json'), 'token.sqlite', keys);
  const made = await kazasu(['init', '--json'], 'token.json');
  assert.equal(made.told.length, KEY_PURPOSES.length, made.problem);
  const custody = await openCustody(keys, { purpose: 'provider' });
  const own = await openStore({ file: join(folder, 'token.sqlite') });
  const { close: closeCustody, ...opened } = custody;
  const started = await createProvider({ ...settings, ...opened, store: own, log: silentLog });
  assert.equal(started.keys.fault(), undefined);
  await started.close();
  await own.close();
  closeCustody();
  token.remove();
});
