import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { PATHS } from '@kazasu/authority/api';
import { testAuthority, VERIFIER } from '@kazasu/authority/testing';
import { createProvider, type Provider } from '@kazasu/provider';
import type { ProposalView } from '@kazasu/provider/api';
import { administratorsCommand, keysCommand } from '@kazasu/serve';
import { systemClock } from '@kazasu/server/clock';
import { type RunningServer, serve } from '@kazasu/server/http';
import { openKeyFolder } from '@kazasu/server/keys';
import { silentLog } from '@kazasu/server/log';
import { openStore, type Store } from '@kazasu/server/store';
import { createVerifier, type VerifierSettings } from '@kazasu/verifier';
import { runHere } from '../testing/index.ts';

const BASE = 'http://localhost:4001/api';
let folder: string;
let store: Store;
let provider: Provider;
let server: RunningServer;
let verifierSettings: VerifierSettings;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kazasu-admin-'));
  const authority = await testAuthority({ clock: systemClock, log: silentLog });
  const settings = {
    baseUrl: BASE,
    phoneUrl: 'http://localhost:4002',
    adminToken: 'admin-token-of-the-tests',
    authority: { url: 'http://localhost:4003', token: 'verifier-token-of-the-tests' },
    trust: await (await authority.ask(VERIFIER, PATHS.trust)).json(),
    administration: { fourEyes: true },
  };
  verifierSettings = {
    baseUrl: 'http://localhost:4004',
    adminToken: settings.adminToken,
    authority: settings.authority,
    trust: settings.trust,
    administration: settings.administration,
  };
  await authority.close();
  const file = join(folder, 'provider.sqlite');
  const keys = { folder: join(folder, 'keys') };
  writeFileSync(at('config.json'), JSON.stringify({ ...settings, database: { path: file }, keys }), {
    mode: 0o600,
  });
  store = await openStore({ file });
  provider = await createProvider({ ...settings, store, keys: openKeyFolder(keys.folder), log: silentLog });
  server = await serve(provider.app, { hostname: 'localhost', port: 0, publicHosts: ['localhost:4001'] });
});
after(async () => {
  await server.close();
  await provider.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string) => join(folder, name);

async function onMachine(command: typeof keysCommand, ...words: string[]) {
  const said: string[] = [];
  const problems: string[] = [];
  const typed = [...words, '--config', at('config.json')];
  const code = await command(
    typed,
    (text) => said.push(text),
    (text) => problems.push(text),
    {},
  );
  return { code, out: said.join('\n'), problem: problems.join('\n') };
}

function as(who: string, ...typed: string[]) {
  const key = at(`${who}.private.jwk.json`);
  const signed = ['--provider', `${server.url}/api`, '--audience', BASE, '--as', who, '--key', key];
  const [what = '', ...more] = typed;
  return runHere('admin', what, ...signed, ...more);
}

test('two administrators come by the machine, and from then on by each other', async () => {
  for (const who of ['hanako', 'taro', 'jiro']) {
    assert.equal((await runHere('admin', 'key', '--out', at(who))).code, 0);
  }
  const add = (who: string, ...more: string[]) =>
    onMachine(
      administratorsCommand,
      'add',
      '--id',
      who,
      '--role',
      'key-admin',
      '--jwks',
      at(`${who}.jwks.json`),
      ...more,
    );
  assert.equal((await add('hanako', '--role', 'client-admin', '--by', 'setup')).code, 0);
  const { code, out } = await add('taro', '--json');
  assert.equal(code, 0);
  const list = JSON.parse(out) as { administratorId: string; roles: string[] }[];
  assert.deepEqual(
    list.map(({ administratorId, roles }) => [administratorId, roles]),
    [
      ['hanako', ['key-admin', 'client-admin']],
      ['taro', ['key-admin']],
    ],
  );
  const third = await add('jiro');
  assert.equal(third.code, 1);
  assert.match(third.problem, /two key administrators are there.*kazasu admin propose/s);
  const proposed = await as(
    'hanako',
    'propose',
    'administrator',
    'add',
    'jiro',
    '--role',
    'viewer',
    '--jwks',
    at('jiro.jwks.json'),
    '--json',
  );
  assert.equal(proposed.code, 0, proposed.err);
  const { proposalId, digest } = JSON.parse(proposed.out) as ProposalView;
  const shown = await as('taro', 'show', proposalId);
  assert.ok(
    shown.out.includes(`digest    ${digest}\n`) && shown.out.includes('"kind": "administrator.add"'),
    shown.out,
  );
  const own = await as('hanako', 'approve', proposalId, '--digest', digest);
  assert.deepEqual(
    [own.code, /another administrator.*\n.*another key administrator/.test(own.err)],
    [1, true],
    own.err,
  );
  const wrong = await as('taro', 'approve', proposalId, '--digest', '0'.repeat(16));
  assert.deepEqual([wrong.code, /Nothing was sent/.test(wrong.err)], [1, true]);
  const approved = await as('taro', 'approve', proposalId, '--digest', digest.slice(0, 16));
  assert.deepEqual(
    [approved.code, approved.err.trim()],
    [0, 'Done: administrator.add (administratorId jiro).'],
    approved.err,
  );
  assert.match((await as('jiro', 'list')).out, /^jiro +viewer +/m);
});

test('keys and trust are proposed, listed, rejected and done from the terminal, and the machine alone is held back', async () => {
  const rotate = await as('taro', 'propose', 'key', 'rotate', 'id-token', '--in', '2h', '--json');
  const { proposalId, digest } = JSON.parse(rotate.out) as ProposalView;
  assert.match((await as('hanako', 'pending')).out, new RegExp(`^${proposalId} +key.rotate +taro +until `));
  assert.match(
    (await as('hanako', 'approve', proposalId, '--digest', digest)).err,
    /Done: key\.rotate \(purpose id-token, version 2/,
  );
  const { out: document } = await as('hanako', 'trust', '--json');
  writeFileSync(at('trust.json'), document);
  const trust = JSON.parse(
    (await as('hanako', 'propose', 'trust', at('trust.json'), '--json')).out,
  ) as ProposalView;
  const rejected = await as('taro', 'reject', trust.proposalId, '--digest', trust.digest);
  assert.equal(rejected.err.trim(), 'Rejected: trust.replace.');
  assert.equal((await as('taro', 'pending', '--json')).out, '[]');
  const alone = await onMachine(keysCommand, 'rotate', 'items');
  assert.deepEqual([alone.code, /two administrators must agree/.test(alone.problem)], [1, true]);
  assert.equal((await onMachine(keysCommand, 'list')).code, 0);
  assert.equal((await onMachine(keysCommand, 'rotate', 'items', '--alone', '--by', 'setup')).code, 0);
  const [last] = await store.run(
    'SELECT actor, action, detail FROM provider_audit ORDER BY number DESC LIMIT 1',
  );
  assert.deepEqual(
    [last?.actor, last?.action, /"reason":"alone"/.test(String(last?.detail))],
    ['admin:setup', 'key.rotated', true],
  );
  const clients = ['client', 'list', '--provider', `${server.url}/api`, '--audience', BASE, '--as', 'hanako'];
  assert.equal((await runHere(...clients, '--key', at('hanako.private.jwk.json'), '--json')).out, '[]');
});

test('what is not understood, or is somebody else’s, changes nothing and says what to do', async () => {
  assert.match(
    (await runHere('admin', 'pending', '--as', 'hanako')).err,
    /Give --provider URL \(or --verifier URL, --authority URL\), --as ID and --key FILE together/,
  );
  const stranger = await as('hanako', 'pending', '--as', 'taro');
  assert.match(stranger.err, /401, admin\/request[\s\S]*--as, --key/);
  const wrong = await as('hanako', 'propose', 'key', 'rotate', 'person');
  assert.deepEqual([wrong.code, /kazasu admin propose --help/.test(wrong.err)], [2, true]);
  const viewer = await as('jiro', 'propose', 'epoch', 'raise');
  assert.deepEqual(
    [viewer.code, /admin\/role[\s\S]*kazasu admin list/.test(viewer.err)],
    [1, true],
    viewer.err,
  );
  for (const words of [
    ['add'],
    ['remove', '--id', 'taro'],
    ['add', '--id', 'x', '--jwks', at('nothing')],
    ['turn', '--id', 'x'],
  ]) {
    const { code, problem } = await onMachine(administratorsCommand, ...words);
    assert.deepEqual([code, /kazasu admin add --help/.test(problem)], [2, true], words.join(' '));
  }
  const secret = readFileSync(at('taro.private.jwk.json'), 'utf8');
  writeFileSync(at('taro.broken.json'), secret.replace('"P-256"', '"P-999"'));
  const broken = await as('taro', 'pending', '--key', at('taro.broken.json'));
  const { d } = JSON.parse(secret) as { d: string };
  assert.deepEqual([broken.code, broken.err.includes(d)], [2, false]);
});

test('a verifier is administered by its own two, in the same words', async () => {
  const file = at('verifier.sqlite');
  const keys = { folder: at('verifier-keys') };
  const config = at('verifier.json');
  writeFileSync(config, JSON.stringify({ ...verifierSettings, database: { path: file }, keys }), {
    mode: 0o600,
  });
  const said: string[] = [];
  for (const who of ['hanako', 'taro', 'jiro']) {
    const words = ['--service', 'verifier', '--id', who, '--role', 'key-admin', '--role', 'tenant-admin'];
    const more = ['--jwks', at(`${who}.jwks.json`), '--config', config];
    const tell = (text: string) => void said.push(text);
    const code = await administratorsCommand(['add', ...words, ...more], tell, tell, {});
    assert.equal(code, who === 'jiro' ? 1 : 0, said.join('\n'));
  }
  const own = await openStore({ file });
  const verifier = await createVerifier({
    ...verifierSettings,
    store: own,
    keys: openKeyFolder(keys.folder),
    log: silentLog,
  });
  const running = await serve(verifier.app, {
    hostname: 'localhost',
    port: 0,
    publicHosts: ['localhost:4004'],
  });
  try {
    const by = (who: string, what: string, ...more: string[]) => {
      const signed = ['--verifier', running.url, '--audience', verifierSettings.baseUrl, '--as', who];
      return runHere('admin', what, ...signed, '--key', at(`${who}.private.jwk.json`), ...more);
    };
    const decided = async (...change: string[]) => {
      const proposal = await by('hanako', 'propose', '--json', ...change);
      assert.equal(proposal.code, 0, proposal.err);
      const { proposalId, digest, content } = JSON.parse(proposal.out) as ProposalView;
      const own = await by('hanako', 'approve', proposalId, '--digest', digest);
      assert.match(own.err, /The verifier refused \(403, proposal\/own/);
      const done = await by('taro', 'approve', proposalId, '--digest', digest.slice(0, 16));
      assert.equal(done.code, 0, done.err);
      return JSON.parse(content) as Record<string, unknown>;
    };
    const rotation = await decided('key', 'rotate', 'encryption', '--in', '1h');
    assert.deepEqual([rotation.replaces, rotation.overlapSeconds], [1, 3_600]);
    const trust = await by('taro', 'trust', '--json');
    writeFileSync(at('trust-of-verifier.json'), trust.out);
    assert.equal((await decided('trust', at('trust-of-verifier.json'))).replaces, 1);
    const jiro = ['--role', 'tenant-admin', '--jwks', at('jiro.jwks.json')];
    await decided('administrator', 'add', 'jiro', ...jiro);
    assert.match((await by('taro', 'list')).out, /jiro +tenant-admin/);
    for (const typed of [
      ['key', 'rotate', 'id-token'],
      ['key', 'replace', 'encryption'],
      ['epoch', 'raise'],
      ['administrator', 'add', 'saburo', '--role', 'client-admin', '--jwks', at('jiro.jwks.json')],
    ]) {
      assert.equal((await by('hanako', 'propose', ...typed)).code, 2, typed.join(' '));
    }
    const both = await by('hanako', 'list', '--provider', running.url);
    assert.equal(both.code, 2);
  } finally {
    await running.close();
    await verifier.close();
    await own.close();
  }
});

test('an authority comes under contract with a verifier by its own two, who never see the token', async () => {
  const file = at('authority.sqlite');
  const keys = { folder: at('authority-keys') };
  const own = {
    publicUrl: 'http://localhost:4003',
    adminToken: 'admin-token-of-the-tests',
    verifierToken: 'verifier-token-of-the-tests',
    administration: { fourEyes: true },
  };
  const config = at('authority.json');
  writeFileSync(config, JSON.stringify({ ...own, database: { path: file }, keys }), { mode: 0o600 });
  const said: string[] = [];
  const tell = (text: string) => void said.push(text);
  for (const who of ['hanako', 'taro']) {
    const words = ['--service', 'authority', '--id', who, '--role', 'key-admin', '--role', 'contract-admin'];
    const more = ['--jwks', at(`${who}.jwks.json`), '--config', config];
    assert.equal(await administratorsCommand(['add', ...words, ...more], tell, tell, {}), 0, said.join('\n'));
  }
  const kept = await openStore({ file });
  const running = { store: kept, keys: openKeyFolder(keys.folder), clock: systemClock, log: silentLog };
  const authority = await testAuthority({ ...own, ...running });
  const publicHosts = ['localhost:4003'];
  const listening = await serve(authority.app, { hostname: 'localhost', port: 0, publicHosts });
  try {
    const signed = (who: string, ...more: string[]): string[] => {
      const as = ['--authority', listening.url, '--audience', own.publicUrl, '--as', who];
      return [...more, ...as, '--key', at(`${who}.private.jwk.json`)];
    };
    const made = await runHere('contract', 'token', '--out', at('bank.token'));
    assert.equal(made.code, 0, made.err);
    const token = readFileSync(at('bank.token'), 'utf8').trim();
    const again = await runHere('contract', 'token', '--out', at('bank.token'));
    assert.deepEqual([again.code, readFileSync(at('bank.token'), 'utf8').trim()], [2, token]);
    const contract = {
      verifierId: 'bank',
      name: '架空銀行',
      purposes: ['p'],
      defaultPurpose: 'p',
      quotas: {},
    };
    writeFileSync(at('bank.json'), JSON.stringify(contract));
    const change = ['contract', 'add', at('bank.json'), '--token-hash', made.out.trim()];
    const proposal = await runHere('admin', 'propose', ...signed('hanako', ...change, '--json'));
    assert.equal(proposal.code, 0, proposal.err);
    assert.ok(![made.out, made.err, proposal.out].join().includes(token));
    const { proposalId, digest } = JSON.parse(proposal.out) as ProposalView;
    const opens = async () => (await authority.ask(token, PATHS.trust)).status;
    assert.equal(await opens(), 401);
    const alone = await runHere('admin', 'approve', ...signed('hanako', proposalId, '--digest', digest));
    assert.match(alone.err, /The authority refused \(403, proposal\/own/);
    const done = await runHere('admin', 'approve', ...signed('taro', proposalId, '--digest', digest));
    assert.deepEqual([done.code, await opens()], [0, 200], done.err);
    assert.match((await runHere('contract', 'list', ...signed('taro'))).out, /^bank +架空銀行 +p$/m);
    const out = ['--out', at('authority-audit')];
    assert.equal((await runHere('audit', 'export', ...signed('taro', ...out))).code, 0);
    assert.match(readFileSync(at('authority-audit/entries.jsonl'), 'utf8'), /"approvedBy":"admin:taro"/);
    const whole = await runHere('audit', 'verify', at('authority-audit/entries.jsonl'));
    assert.equal(whole.code, 3, 'whole, without a head');
    assert.equal((await runHere('contract', 'end', ...signed('taro', 'bank'))).code, 0);
    assert.equal(await opens(), 401);
    assert.match((await runHere('contract', 'list', ...signed('taro'))).out, /ended 20/);
    for (const typed of [
      ['epoch', 'raise'],
      ['key', 'rotate', 'id-token'],
      ['trust', at('bank.json')],
      change.slice(0, 3),
    ]) {
      const refused = await runHere('admin', 'propose', ...signed('hanako', ...typed));
      assert.equal(refused.code, 2, typed.join(' '));
    }
    assert.equal((await runHere('admin', 'trust', ...signed('hanako'))).code, 2);
  } finally {
    await listening.close();
    await authority.close();
    await kept.close();
  }
});
