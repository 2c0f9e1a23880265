import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { toUtf8 } from '@kazasu/bytes';
import { memoryKeys } from '@kazasu/server/keys';
import { openStore, type Store } from '@kazasu/server/store';
import { postgresMissing, startPostgres } from '@kazasu/server/store/conformance';
import * as v from 'valibot';
import { ADMINISTRATOR_SCHEME, type CarriedOut, Change, type ProposalView } from '../api/index.ts';
import { openAudit } from '../audit/index.ts';
import { KEY_PURPOSES, listKeyStates } from '../key/index.ts';
import { ROTATED_PURPOSES, SIGNING_PURPOSES } from '../key/key-data.ts';
import { openAuthority, type TestAuthority } from '../testing/authority.ts';
import { Hand } from '../testing/hand.ts';
import { TEST_SETTINGS } from '../testing/test-deps.ts';
import { createWorld, type World } from '../testing/world.ts';
import { openOnMachine } from './on-machine.ts';

const FOUR_EYES = { administration: { fourEyes: true } };
const keys = memoryKeys();
/** The same, telling what was asked to be made. */
const counted = {
  ...keys,
  made: [] as string[],
  loadOrCreate: (...[name, kind]: Parameters<typeof keys.loadOrCreate>) => {
    counted.made.push(name);
    return keys.loadOrCreate(name, kind);
  },
};
let store: Store;
let authority: TestAuthority;
let world: World;
let hanako: Hand;
let taro: Hand;
let jiro: Hand;

before(async () => {
  store = await openStore({ file: ':memory:' });
  authority = await openAuthority({});
  world = await createWorld({ store, keys, authority, ...FOUR_EYES });
  [hanako, taro, jiro] = ['hanako', 'taro', 'jiro'].map((id) => new Hand(id, world.clock)) as [
    Hand,
    Hand,
    Hand,
  ];
  const machine = await openMachine();
  await machine.add(hanako.registration(), false);
  await machine.add(taro.registration('key-admin', 'client-admin'), false);
});
after(async () => {
  await world.close();
  await authority.close();
  await store.close();
});

function openMachine(own: Store = store) {
  return openOnMachine({ store: own, keys, actor: 'admin:setup', clock: world.clock });
}

const PROPOSALS = '/admin/proposals';

async function proposed(by: Hand, change: Change, at = world): Promise<ProposalView> {
  const { status, body } = await by.ask<ProposalView>(at.provider.app, 'POST', PROPOSALS, change);
  assert.equal(status, 201, JSON.stringify(body));
  return body;
}

function approve(by: Hand, { proposalId, digest }: Pick<ProposalView, 'proposalId' | 'digest'>, at = world) {
  return by.ask<CarriedOut & { error?: string }>(
    at.provider.app,
    'POST',
    `${PROPOSALS}/${proposalId}/approval`,
    { digest },
  );
}

async function versions(purpose: string, own: Store = store): Promise<number> {
  const states = await listKeyStates({ store: own, clock: world.clock });
  return states.filter(({ record }) => record.purpose === purpose).length;
}

async function told(own: Store = store) {
  const audit = openAudit({ store: own, clock: world.clock, log: { error() {} } as never });
  assert.equal((await audit.verify()).intact, true);
  return (await audit.page(0)).entries;
}

const rotate = (purpose: 'id-token' | 'access-token' | 'items' = 'id-token'): Change => ({
  kind: 'key.rotate',
  purpose,
  aheadSeconds: 86_400,
});

test('what is proposed happens when another agrees to that very content, once, and the audit log names both', async () => {
  const proposal = await proposed(hanako, rotate());
  assert.equal(await versions('id-token'), 1);
  assert.deepEqual(JSON.parse(proposal.content), rotate());
  const own = await approve(hanako, proposal);
  assert.deepEqual([own.status, own.body.error], [403, 'proposal/own']);
  const other = await approve(taro, { ...proposal, digest: '0'.repeat(64) });
  assert.deepEqual([other.status, other.body.error], [409, 'proposal/digest']);
  assert.equal(await versions('id-token'), 1);
  const { status, body } = await approve(taro, proposal);
  assert.equal(status, 200);
  assert.deepEqual([body.proposal.state, body.proposal.decidedBy, body.outcome.version], ['done', 'taro', 2]);
  assert.equal(await versions('id-token'), 2);
  const again = await approve(taro, proposal);
  assert.deepEqual([again.status, again.body.error], [409, 'proposal/decided']);
  const entries = await told();
  const made = entries.find(({ action }) => action === 'proposal.made');
  assert.deepEqual(
    [made?.actor, made?.detail.fingerprint, made?.detail.reason],
    ['admin:hanako', proposal.digest, 'key.rotate'],
  );
  const done = entries.find(({ action }) => action === 'key.rotated');
  assert.deepEqual(
    [done?.actor, done?.detail.approvedBy, done?.detail.requestId, done?.subject],
    ['admin:hanako', 'admin:taro', proposal.proposalId, 'key:id-token'],
  );
});

test('what was rejected, taken back or left too long never happens', async () => {
  const rejected = await proposed(hanako, rotate('items'));
  const no = (by: Hand, { proposalId, digest }: ProposalView) =>
    by.ask(world.provider.app, 'POST', `${PROPOSALS}/${proposalId}/rejection`, { digest });
  assert.equal((await no(taro, rejected)).body.state, 'rejected');
  const back = await proposed(hanako, rotate('items'));
  assert.equal((await no(hanako, back)).status, 200);
  const late = await proposed(hanako, rotate('items'));
  world.clock.advance(24 * 3_600_000);
  for (const [proposal, code] of [
    [rejected, 'proposal/decided'],
    [back, 'proposal/decided'],
    [late, 'proposal/expired'],
  ] as const) {
    const { status, body } = await approve(taro, proposal);
    assert.deepEqual([status, body.error], [409, code]);
  }
  // Set back by a hand in the database, they wait, and nobody can agree to them all the same.
  await store.run(`UPDATE provider_proposal SET state = 'pending', expires_at = $1 WHERE state <> 'done'`, [
    world.clock.now() + 3_600_000,
  ]);
  for (const proposal of [rejected, back]) {
    assert.equal((await approve(taro, proposal)).body.error, 'proposal/decided');
  }
  world.clock.advance(60_000);
  assert.equal((await approve(taro, late)).body.error, 'proposal/expired');
  world.clock.advance(3_600_000);
  assert.equal(await versions('items'), 1);
  const list = await taro.ask<ProposalView[]>(world.provider.app, 'GET', `${PROPOSALS}?state=pending`);
  assert.deepEqual(list.body, []);
  const one = await taro.ask(world.provider.app, 'GET', `${PROPOSALS}/${late.proposalId}`);
  assert.equal(one.body.state, 'expired');
});

test('for a consent that is refused no key is made, and nobody decides their own removal', async () => {
  const own = await createWorld({ store, authority, keys: counted, ...FOUR_EYES });
  try {
    const proposal = await proposed(hanako, rotate('items'), own);
    const made = counted.made.length;
    assert.equal((await approve(hanako, proposal, own)).body.error, 'proposal/own');
    const wrong = { ...proposal, digest: '0'.repeat(64) };
    assert.equal((await approve(taro, wrong, own)).body.error, 'proposal/digest');
    assert.equal(counted.made.length, made);
    const against = await proposed(taro, { kind: 'administrator.remove', administratorId: 'hanako' }, own);
    for (const way of ['approval', 'rejection']) {
      const path = `${PROPOSALS}/${against.proposalId}/${way}`;
      const { status, body } = await hanako.ask(own.provider.app, 'POST', path, { digest: against.digest });
      assert.deepEqual([status, body.error], [403, 'proposal/concerned']);
    }
    for (const { proposalId, digest } of [proposal, against]) {
      await taro.ask(own.provider.app, 'POST', `${PROPOSALS}/${proposalId}/rejection`, { digest });
    }
  } finally {
    await own.close();
  }
});

test('what does not fit any more is not done, and waits on', async () => {
  const proposal = await proposed(hanako, { kind: 'key.retire', purpose: 'access-token', version: 7 });
  const { status, body } = await approve(taro, proposal);
  assert.deepEqual([status, body.error], [409, 'keys/state']);
  const found = await taro.ask(world.provider.app, 'GET', `${PROPOSALS}/${proposal.proposalId}`);
  assert.equal(found.body.state, 'pending');
  // The consent, the change and its entry are one transaction: where the log cannot be written nothing has happened.
  const next = await proposed(hanako, rotate('access-token'));
  await store.run('UPDATE provider_audit_head SET number = number + 1000000 WHERE number > 0');
  await store.run('ALTER TABLE provider_audit RENAME TO provider_audit_away');
  assert.equal((await approve(taro, next)).status, 500);
  await store.run('ALTER TABLE provider_audit_away RENAME TO provider_audit');
  await store.run('UPDATE provider_audit_head SET number = number - 1000000');
  assert.equal(await versions('access-token'), 1);
  assert.equal((await approve(taro, next)).status, 200);
  assert.equal(await versions('access-token'), 2);
});

test('a request counts as it was signed, for the one who signed it, now, and once', async () => {
  const { app } = world.provider;
  const body = JSON.stringify(rotate('items'));
  const request = { method: 'POST', path: PROPOSALS, body };
  const sign = (by: Hand, changes: object = {}) =>
    by.proof({ ...request, path: `/api${PROPOSALS}`, ...changes });
  const before = (await told()).length;
  const refusals: [string, string, string][] = [
    ['admin/request', sign(jiro), body],
    ['admin/request', sign(hanako, { path: '/api/admin/clients' }), body],
    ['admin/request', sign(hanako, { method: 'PUT' }), body],
    ['admin/request', sign(hanako, { audience: 'https://other.example/api' }), body],
    ['admin/request', sign(hanako), JSON.stringify(rotate('id-token'))],
    ['admin/request', new Hand('hanako', world.clock).proof({ ...request, path: `/api${PROPOSALS}` }), body],
    ['admin/request', 'a.b.c', body],
    ['admin/token', '', body],
  ];
  const old = sign(hanako);
  world.clock.advance(60_000);
  refusals.push(['admin/request', old, body]);
  for (const [code, proof, sent] of refusals) {
    const { status, body: said } = await hanako.send(app, { ...request, body: sent, proof });
    assert.deepEqual([status, said.error], [401, code]);
  }
  const proof = sign(hanako);
  const once = await hanako.send<ProposalView>(app, { ...request, proof });
  assert.equal(once.status, 201);
  const twice = await hanako.send(app, { ...request, proof });
  assert.deepEqual([twice.status, twice.body.error], [401, 'admin/replayed']);
  const entries = (await told()).slice(before);
  assert.equal(entries.filter(({ action }) => action === 'proposal.made').length, 1);
  assert.ok(entries.some(({ action, outcome }) => action === 'admin.refused' && outcome === 'admin/request'));
});

test('the status is told to named administrators by requests that they signed for it', async () => {
  for (const path of ['/status', '/status.json']) {
    for (const [signed, status] of [
      [path, 200],
      ['/metrics', 401],
    ] as const) {
      const proof = hanako.proof({ method: 'GET', path: signed, body: '' });
      const headers = { authorization: `${ADMINISTRATOR_SCHEME} ${proof}` };
      assert.equal((await world.provider.app.request(path, { headers })).status, status);
    }
  }
});

test('nobody does alone what two must agree to, and everybody does what the role says', async () => {
  const { app } = world.provider;
  const token = { authorization: `Bearer ${TEST_SETTINGS.adminToken}`, 'content-type': 'application/json' };
  const byToken = async (method: string, path: string, body?: object) => {
    const init = { method, headers: token, ...(body && { body: JSON.stringify(body) }) };
    const response = await app.request(`${TEST_SETTINGS.baseUrl}${path}`, init);
    return [response.status, ((await response.json()) as { error?: string }).error];
  };
  assert.deepEqual(await byToken('POST', PROPOSALS, rotate('items')), [403, 'admin/named']);
  assert.deepEqual(await byToken('POST', '/admin/clients', {}), [403, 'admin/named']);
  assert.deepEqual(await byToken('GET', '/admin/clients'), [403, 'admin/named']);
  assert.deepEqual(await byToken('POST', '/admin/epoch'), [403, 'admin/named']);
  assert.deepEqual((await byToken('GET', '/admin/audit/head'))[0], 200);
  assert.deepEqual((await hanako.ask(app, 'POST', '/admin/epoch')).body.error, 'admin/two-needed');
  assert.deepEqual((await hanako.ask(app, 'POST', '/admin/clients', {})).body.error, 'admin/role');
  assert.deepEqual((await taro.ask(app, 'POST', '/admin/clients', {})).body.error, 'http/malformed');
  const viewer = new Hand('viewer', world.clock);
  const add = await proposed(hanako, {
    kind: 'administrator.add',
    administrator: viewer.registration('viewer'),
  });
  assert.equal((await approve(taro, add)).status, 200);
  assert.equal((await viewer.ask(app, 'GET', '/admin/clients')).status, 200);
  assert.equal((await viewer.ask(app, 'GET', PROPOSALS)).status, 200);
  assert.deepEqual((await viewer.ask(app, 'POST', PROPOSALS, rotate())).body.error, 'admin/role');
  const waits = await proposed(hanako, rotate('items'));
  assert.deepEqual((await approve(viewer, waits)).body.error, 'admin/role');
});

test('administrators come and go by two, never with one’s key or name for another, and what the removed proposed ends', async () => {
  const add = (hand: Hand) =>
    proposed(hanako, { kind: 'administrator.add', administrator: hand.registration() });
  const remove = (administratorId: string, by = hanako) =>
    proposed(by, { kind: 'administrator.remove', administratorId });
  const few = await approve(taro, await remove('hanako'));
  assert.deepEqual([few.status, few.body.error], [409, 'administrator/too-few']);
  const sameKey = { ...taro.registration(), administratorId: 'saburo' };
  const twin = await proposed(hanako, { kind: 'administrator.add', administrator: sameKey });
  assert.equal((await approve(taro, twin)).body.error, 'administrator/exists');
  const alike = { ...jiro.registration(), administratorId: 'Taro' };
  const double = await proposed(hanako, { kind: 'administrator.add', administrator: alike });
  assert.equal((await approve(taro, double)).body.error, 'administrator/exists');
  assert.equal((await approve(taro, await add(jiro))).status, 200);
  const left = await proposed(jiro, rotate('items'));
  assert.equal((await approve(hanako, await remove('jiro', taro))).status, 200);
  assert.equal((await jiro.ask(world.provider.app, 'GET', PROPOSALS)).status, 401);
  const { status, body } = await approve(hanako, left);
  assert.deepEqual([status, body.error], [409, 'proposal/decided']);
  const found = await hanako.ask(world.provider.app, 'GET', `${PROPOSALS}/${left.proposalId}`);
  assert.equal(found.body.state, 'ended');
  // The machine alone adds nobody where two could agree, unless it says so, and then the log says so too.
  const machine = await openMachine();
  await assert.rejects(machine.add(jiro.registration(), false), { code: 'administrator/two-are-there' });
  await machine.add(jiro.registration(), true);
  await machine.remove('jiro', true);
  const alone = (await told()).filter(({ detail }) => detail.reason === 'alone');
  assert.deepEqual(
    alone.map(({ actor, action, subject }) => [actor, action, subject]),
    [
      ['admin:setup', 'administrator.added', 'administrator:jiro'],
      ['admin:setup', 'administrator.removed', 'administrator:jiro'],
    ],
  );
});

test('a hand in the database can neither add an administrator, nor propose in another’s name, nor change what was proposed', async () => {
  const forged = await proposed(hanako, rotate('items'));
  const content = JSON.stringify({ ...rotate('items'), aheadSeconds: 30 });
  const { createHash } = await import('node:crypto');
  const digest = createHash('sha256').update(content).digest('hex');
  await store.run('UPDATE provider_proposal SET content = $1, digest = $2 WHERE proposal_id = $3', [
    content,
    digest,
    forged.proposalId,
  ]);
  const { status, body } = await approve(taro, { ...forged, digest });
  assert.deepEqual([status, body.error], [403, 'proposal/proposer']);
  const named = await proposed(taro, rotate('items'));
  await store.run('UPDATE provider_proposal SET proposer = $1 WHERE proposal_id = $2', [
    'hanako',
    named.proposalId,
  ]);
  assert.equal((await approve(taro, named)).body.error, 'proposal/proposer');
  assert.equal(await versions('items'), 1);
  const thief = new Hand('thief', world.clock);
  const [row] = await store.run<{ version: number; document: string; seal: string }>(
    `SELECT version, document, seal FROM provider_setting WHERE name = 'administrators' ORDER BY version DESC LIMIT 1`,
  );
  assert.ok(row);
  const { administrators } = JSON.parse(row.document) as { administrators: object[] };
  const more = [...administrators, { ...thief.registration(), thumbprint: 'x', addedAt: 0 }];
  await store.run(
    `INSERT INTO provider_setting (name, version, document, seal, made_at) VALUES ('administrators', $1, $2, $3, 0)`,
    [row.version + 1, JSON.stringify({ administrators: more }), row.seal],
  );
  assert.equal((await thief.ask(world.provider.app, 'GET', PROPOSALS)).status, 500);
  assert.equal((await hanako.ask(world.provider.app, 'GET', PROPOSALS)).status, 500);
  await store.run(`DELETE FROM provider_setting WHERE name = 'administrators' AND version > $1`, [
    row.version,
  ]);
  assert.equal((await hanako.ask(world.provider.app, 'GET', PROPOSALS)).status, 200);
  await store.run(`DELETE FROM provider_setting WHERE name = 'administrators' AND version = $1`, [
    row.version,
  ]);
  const doors = ['proposals', 'administrators', 'clients', 'platform-operators', 'epoch', 'audit'];
  for (const door of doors) {
    assert.equal((await hanako.ask(world.provider.app, 'GET', `/admin/${door}`)).status, 500, door);
  }
  await store.run(
    `INSERT INTO provider_setting (name, version, document, seal, made_at) VALUES ('administrators', $1, $2, $3, 0)`,
    [row.version, row.document, row.seal],
  );
});

test('whom to believe changes by two on every node, goes by versions, and is not set back under a node', async () => {
  const other = await createWorld({ store, keys, authority, ...FOUR_EYES });
  try {
    const { app } = world.provider;
    type Told = {
      version: number;
      trust: Extract<Change, { kind: 'trust.replace' }>['trust'];
      digest: string;
    };
    const first = (await hanako.ask<Told>(app, 'GET', '/admin/trust')).body;
    assert.equal(first.version, 1);
    const fewer = { ...first.trust, anchors: first.trust.anchors.filter(({ role }) => role !== 'signature') };
    const replace = (trust: Told['trust'], replaces = 1) =>
      proposed(hanako, { kind: 'trust.replace', replaces, trust });
    const none = await approve(taro, await replace({ ...first.trust, anchors: [] }));
    assert.deepEqual([none.status, none.body.error], [400, 'trust/unusable']);
    const [one, late] = [await replace(fewer), await replace(first.trust)];
    assert.deepEqual((await approve(taro, one)).body.outcome.version, 2);
    assert.deepEqual((await approve(taro, late)).body.error, 'trust/outdated');
    assert.equal((await hanako.ask<Told>(app, 'GET', '/admin/trust')).body.version, 2);
    await other.provider.keys.refresh();
    const there = (await hanako.ask<Told>(other.provider.app, 'GET', '/admin/trust')).body;
    assert.deepEqual([there.version, there.trust], [2, fewer]);
    const entry = (await told()).findLast(({ action }) => action === 'trust.replaced');
    assert.deepEqual([entry?.detail.before, entry?.detail.fingerprint], [first.digest, there.digest]);
    // The configuration is the first version, and nothing more.
    assert.ok(other.lines.every((line) => !line.includes('trust.configuration-differs')));
    const third = await createWorld({ store, keys, authority, ...FOUR_EYES });
    assert.ok(third.lines.some((line) => line.includes('trust.configuration-differs')));
    await third.close();
    const [kept] = await store.run<{ document: string; seal: string }>(
      `SELECT document, seal FROM provider_setting WHERE name = 'trust' AND version = 2`,
    );
    await store.run(`UPDATE provider_setting SET document = $1 WHERE name = 'trust' AND version = 2`, [
      JSON.stringify(first.trust),
    ]);
    await other.provider.keys.refresh();
    assert.equal(other.provider.keys.fault(), 'trust/refused');
    await store.run(`DELETE FROM provider_setting WHERE name = 'trust' AND version = 2`);
    await other.provider.keys.refresh();
    assert.equal(other.provider.keys.fault(), 'trust/refused');
    await store.run(
      `INSERT INTO provider_setting (name, version, document, seal, made_at) VALUES ('trust', 2, $1, $2, 0)`,
      [kept?.document ?? '', kept?.seal ?? ''],
    );
    await other.provider.keys.refresh();
    assert.equal(other.provider.keys.fault(), undefined);
  } finally {
    await other.close();
  }
});

test('an epoch begins by two, once for one restore, and ends what waited', async () => {
  const waits = await proposed(taro, rotate('items'));
  const [one, same] = [
    await proposed(hanako, { kind: 'epoch.raise', from: 0 }),
    await proposed(taro, { kind: 'epoch.raise', from: 0 }),
  ];
  assert.deepEqual((await approve(taro, one)).body.outcome, { number: 1 });
  for (const proposal of [waits, same]) {
    assert.equal((await approve(hanako, proposal)).body.error, 'proposal/decided');
  }
  const late = await proposed(taro, { kind: 'epoch.raise', from: 0 });
  assert.equal((await approve(hanako, late)).body.error, 'epoch/outdated');
});

test('every key that changes can be proposed, and no other', () => {
  const may = (kind: string, purpose: string) => v.is(Change, { kind, purpose, aheadSeconds: 30 });
  const replaced = (purpose: string) => v.is(Change, { kind: 'key.replace', purpose });
  assert.deepEqual(
    KEY_PURPOSES.filter((purpose) => may('key.rotate', purpose)),
    KEY_PURPOSES.filter((purpose) => (ROTATED_PURPOSES as readonly string[]).includes(purpose)),
  );
  assert.deepEqual(
    KEY_PURPOSES.filter(replaced),
    KEY_PURPOSES.filter((purpose) => (SIGNING_PURPOSES as readonly string[]).includes(purpose)),
  );
});

test('where one administers alone the token does it all, and only on this machine', async () => {
  const own = await createWorld();
  const headers = { authorization: `Bearer ${TEST_SETTINGS.adminToken}`, 'content-type': 'application/json' };
  const ask = async (method: string, path: string, body?: object) => {
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    return (await own.provider.app.request(`${TEST_SETTINGS.baseUrl}${path}`, init)).json() as Promise<never>;
  };
  const { proposalId, digest }: ProposalView = await ask('POST', PROPOSALS, rotate());
  const { proposal }: CarriedOut = await ask('POST', `${PROPOSALS}/${proposalId}/approval`, { digest });
  assert.equal(proposal.state, 'done');
  assert.deepEqual(await ask('GET', '/admin/administrators'), { fourEyes: false, administrators: [] });
  assert.ok(own.lines.some((line) => line.includes('administration.alone')));
  await own.close();
  const outside = { baseUrl: 'https://provider.example/api', administration: { fourEyes: false } };
  await assert.rejects(createWorld(outside), { code: 'config/invalid' });
});

const PEOPLE = 4;

describe('on several nodes of one PostgreSQL', { skip: postgresMissing() }, () => {
  test('of many consents at the same time one does it, whatever it is, and a removed proposer loses to none', async () => {
    const postgres = await startPostgres();
    const stores = await Promise.all(
      [1, 2].map(() => openStore({ databaseUrl: postgres.url, connections: 6 })),
    );
    const nodes: World[] = [];
    try {
      for (const own of stores) nodes.push(await createWorld({ store: own, keys, authority, ...FOUR_EYES }));
      const [first = world] = nodes;
      const hands = Array.from({ length: PEOPLE }, (_, i) => new Hand(`admin${i}`, world.clock));
      const machine = await openMachine(stores[0]);
      for (const [i, hand] of hands.entries()) await machine.add(hand.registration(), i >= 2);
      const [proposer = hanako, ...others] = hands;
      const everywhere = (proposal: ProposalView) =>
        Promise.all(
          others.flatMap((hand) =>
            nodes.flatMap((node) => [approve(hand, proposal, node), approve(hand, proposal, node)]),
          ),
        );
      const done = (answers: { status: number }[]) => answers.filter(({ status }) => status === 200).length;
      const codes = (answers: { body: { error?: string } }[]) =>
        [...new Set(answers.map(({ body }) => body.error))].filter((code) => code !== undefined);
      for (const change of [
        rotate(),
        { kind: 'administrator.add', administrator: new Hand('late', world.clock).registration() },
        { kind: 'epoch.raise', from: 0 },
      ] as Change[]) {
        const answers = await everywhere(await proposed(proposer, change, first));
        assert.equal(done(answers), 1, JSON.stringify(answers));
        assert.deepEqual(codes(answers), ['proposal/decided'], change.kind);
      }
      assert.equal(await versions('id-token', stores[0]), 2);
      // One signed request at both nodes, ten times each, proposes once.
      const body = JSON.stringify(rotate('items'));
      const proof = proposer.proof({ method: 'POST', path: `/api${PROPOSALS}`, body });
      const sent = await Promise.all(
        Array.from({ length: 20 }, (_, i) =>
          proposer.send((nodes[i % 2] ?? first).provider.app, {
            method: 'POST',
            path: PROPOSALS,
            body,
            proof,
          }),
        ),
      );
      assert.deepEqual(sent.map(({ status }) => status).sort(), [201, ...Array(19).fill(401)]);
      assert.deepEqual(codes(sent), ['admin/replayed']);
      // Of one signed content in twenty rows, as a hand in the database makes them, one happens.
      const adding = {
        kind: 'administrator.add',
        administrator: new Hand('twin', world.clock).registration(),
      };
      const original = await proposed(proposer, adding as Change, first);
      const rows = Array.from({ length: 20 }, (_, i) => `copy-${i}`);
      for (const id of rows) {
        await stores[0]?.run(
          `INSERT INTO provider_proposal
             (proposal_id, content, digest, proposer, proof, made_at, expires_at, state)
           SELECT $1, content, digest, proposer, proof, made_at, expires_at, state
           FROM provider_proposal WHERE proposal_id = $2`,
          [id, original.proposalId],
        );
      }
      const copies = await Promise.all(
        rows.map((proposalId, i) =>
          approve(others[i % 3] ?? taro, { ...original, proposalId }, nodes[i % 2] ?? first),
        ),
      );
      assert.equal(done(copies), 1, JSON.stringify(copies));
      assert.deepEqual(codes(copies), ['proposal/decided']);
      await stores[0]?.run(`DELETE FROM provider_proposal WHERE proposal_id LIKE 'copy-%'`);
      // Of many proposals of one proposer at the same time so many wait as may.
      const late = hands.at(-1) ?? hanako;
      const many = await Promise.all(
        Array.from({ length: 40 }, (_, i) =>
          late.ask((nodes[i % 2] ?? first).provider.app, 'POST', PROPOSALS, rotate('items')),
        ),
      );
      assert.deepEqual(many.map(({ status }) => status).sort(), [
        ...Array(20).fill(201),
        ...Array(20).fill(409),
      ]);
      // Two changes of one list at the same time: none is lost, and the list never goes below two.
      const [one = hanako, two = taro] = others;
      const removals = await Promise.all(
        hands
          .slice(1)
          .map(({ administratorId }) =>
            proposed(proposer, { kind: 'administrator.remove', administratorId }, first),
          ),
      );
      await Promise.all(
        removals.flatMap((removal) => [approve(one, removal, nodes[0]), approve(two, removal, nodes[1])]),
      );
      const left = (await machine.list()).filter(({ roles }) => roles.includes('key-admin'));
      assert.ok(left.length >= 2, `${left.length} are left`);
      const entries = await told(stores[0]);
      const removed = entries.filter(({ action }) => action === 'administrator.removed').length;
      assert.equal(left.length, PEOPLE + 2 - removed);
    } finally {
      for (const node of nodes) await node.close();
      await Promise.all(stores.map((own) => own.close()));
      await postgres.stop();
    }
  });
});

test('of whoever is no administrator, and of what is declared too long, nothing is read', async () => {
  const { clock, provider } = world;
  const path = `/api${PROPOSALS}`;
  const stranger = new Hand(hanako.administratorId, clock);
  const request = { method: 'POST', path, body: '{}' };
  const cases: readonly [string, number, number][] = [
    ['a.b.c', 2, 401],
    [stranger.proof(request), 2, 401],
    [hanako.proof({ ...request, path: `${path}?other` }), 2, 401],
    [hanako.proof(request), 300_001, 413],
  ];
  for (const [proof, length, status] of cases) {
    let read = false;
    const body = new ReadableStream(
      {
        pull: (controller) => {
          read = true;
          controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    const headers = { authorization: `${ADMINISTRATOR_SCHEME} ${proof}`, 'content-length': String(length) };
    const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit;
    const response = await provider.app.request(`${TEST_SETTINGS.baseUrl}${PROPOSALS}`, init);
    assert.deepEqual([response.status, read], [status, false], proof);
  }
});

test('a body that was not signed, or comes when the signature is too old, changes nothing', async () => {
  const { clock, provider } = world;
  const path = `/api${PROPOSALS}`;
  const body = JSON.stringify(rotate('items'));
  const proof = () => hanako.proof({ method: 'POST', path, body });
  const send = (signed: string, sent: string, lateMs = 0) => {
    const late = new ReadableStream<Uint8Array>(
      {
        pull: (controller) => {
          clock.advance(lateMs);
          controller.enqueue(toUtf8(sent));
          controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    const headers = {
      authorization: `${ADMINISTRATOR_SCHEME} ${signed}`,
      'content-type': 'application/json',
    };
    const init = { method: 'POST', headers, body: late, duplex: 'half' } as RequestInit;
    return provider.app.request(`${TEST_SETTINGS.baseUrl}${PROPOSALS}`, init);
  };
  const other = await send(proof(), body.replace('items', 'id-token'));
  assert.deepEqual([other.status, ((await other.json()) as { error: string }).error], [401, 'admin/request']);
  assert.equal((await send(proof(), body, 60_000)).status, 401);
  assert.equal((await send(proof(), body, 59_000)).status, 201);
});
