import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testAuthority, VERIFIER as VERIFIER_TOKEN } from '@kazasu/authority/testing';
import { Hand } from '@kazasu/server/administration/testing';
import type { CarriedOut, ProposalView } from '@kazasu/server/administration/wire';
import { silentLog } from '@kazasu/server/log';
import { openStore, type Store } from '@kazasu/server/store';
import { postgresMissing, startPostgres } from '@kazasu/server/store/conformance';
import * as v from 'valibot';
import { type VerifierChange, VerifierTrust } from '../api/index.ts';
import { ACTIONS, openAudit } from '../audit/index.ts';
import type { Verifier } from '../main.ts';
import {
  ADMIN_TOKEN,
  BASE_URL,
  createWorld,
  must,
  PURPOSE,
  signDocuments,
  type World,
} from '../testing/world.ts';
import { openOnMachine } from './on-machine.ts';

const FOUR_EYES = { administration: { fourEyes: true } };
const PROPOSALS = '/admin/proposals';
let store: Store;
let world: World;
let hanako: Hand;
let taro: Hand;

before(async () => {
  store = await openStore({ file: ':memory:' });
  world = await createWorld({ store, ...FOUR_EYES });
  hanako = hand('hanako');
  taro = hand('taro');
  const machine = await openMachine(world);
  await machine.add(hanako.registration('key-admin'), false);
  await machine.add(taro.registration('key-admin'), false);
});
after(async () => {
  await world.close();
  await store.close();
});

function hand(id: string, at = world) {
  return new Hand(id, at.authority.clock, BASE_URL);
}

function openMachine(at: World) {
  const { store: own, keys, authority } = at;
  return openOnMachine({ store: own, keys, actor: 'admin:setup', clock: authority.clock });
}

async function proposed(by: Hand, change: unknown, at: Verifier = world.verifier): Promise<ProposalView> {
  const { status, body } = await by.ask<ProposalView>(at.app, 'POST', PROPOSALS, change as object);
  assert.equal(status, 201, JSON.stringify(body));
  return body;
}

function approve(
  by: Hand,
  { proposalId, digest }: Pick<ProposalView, 'proposalId' | 'digest'>,
  at: Verifier = world.verifier,
) {
  const path = `${PROPOSALS}/${proposalId}/approval`;
  return by.ask<CarriedOut & { error?: string }>(at.app, 'POST', path, { digest });
}

async function told(own: Store = store) {
  const audit = openAudit({ store: own, clock: world.authority.clock, log: silentLog });
  assert.equal((await audit.verify()).intact, true);
  return (await audit.page(0)).entries;
}

async function kids(at: Verifier = world.verifier): Promise<string[]> {
  const answer = await at.app.request('/jwks');
  const { keys } = (await must(200, answer)) as { keys: { kid: string }[] };
  return keys.map(({ kid }) => kid);
}

const rotation = (replaces: number, overlapSeconds = 3_600): VerifierChange => ({
  kind: 'key.rotate',
  purpose: 'encryption',
  replaces,
  overlapSeconds,
});

test('the keys that results are encrypted to change when two agree to it, once, and the audit log names both', async () => {
  const before = await kids();
  const proposal = await proposed(hanako, rotation(1));
  assert.deepEqual(await kids(), before);
  const own = await approve(hanako, proposal);
  assert.deepEqual([own.status, own.body.error], [403, 'proposal/own']);
  const other = await approve(taro, { ...proposal, digest: '0'.repeat(64) });
  assert.deepEqual([other.status, other.body.error], [409, 'proposal/digest']);
  assert.deepEqual(await kids(), before);
  const { status, body } = await approve(taro, proposal);
  assert.deepEqual([status, body.proposal.state, body.outcome.version], [200, 'done', 2]);
  assert.notDeepEqual(await kids(), before);
  const again = await approve(taro, proposal);
  assert.deepEqual([again.status, again.body.error], [409, 'proposal/decided']);
  const done = (await told()).filter(({ action }) => action === 'key.rotated');
  assert.deepEqual(
    done.map(({ actor, subject, detail }) => [actor, subject, detail.approvedBy, detail.requestId]),
    [['admin:hanako', 'key:encryption', 'admin:taro', proposal.proposalId]],
  );
});

test('for a consent that is refused no key is made, and what was taken back stays so, whatever its row says', async () => {
  const proposal = await proposed(hanako, rotation(2));
  const made = (generation: number) =>
    Promise.all(['rsa', 'ec'].map((kind) => world.keys.has(`encryption-${kind}-${generation}`)));
  assert.deepEqual(await made(2), [true, true]);
  assert.equal((await approve(hanako, proposal)).body.error, 'proposal/own');
  const path = `${PROPOSALS}/${proposal.proposalId}/rejection`;
  const { digest } = proposal;
  assert.equal((await hanako.ask(world.verifier.app, 'POST', path, { digest })).status, 200);
  await store.run(`UPDATE verifier_proposal SET state = 'pending' WHERE proposal_id = $1`, [
    proposal.proposalId,
  ]);
  assert.equal((await approve(taro, proposal)).body.error, 'proposal/decided');
  assert.deepEqual(await made(3), [false, false]);
  const against = await proposed(taro, { kind: 'administrator.remove', administratorId: 'hanako' });
  assert.equal((await approve(hanako, against)).body.error, 'proposal/concerned');
});

test('made from a generation or a version that does not stand any more, it is not done, and waits on', async () => {
  const before = await kids();
  const { trust } = (await hanako.ask<{ trust: VerifierTrust }>(world.verifier.app, 'GET', '/admin/trust'))
    .body;
  for (const [change, code] of [
    [rotation(1), 'keys/changed'],
    [rotation(9), 'keys/changed'],
    [{ kind: 'trust.replace', replaces: 7, trust }, 'trust/outdated'],
    [{ kind: 'trust.replace', replaces: 1, trust: { ...trust, anchors: [] } }, 'trust/unusable'],
  ] as const) {
    const proposal = await proposed(hanako, change);
    const { status, body } = await approve(taro, proposal);
    assert.deepEqual([status >= 400, body.error], [true, code]);
    const found = await taro.ask(world.verifier.app, 'GET', `${PROPOSALS}/${proposal.proposalId}`);
    assert.equal(found.body.state, 'pending');
  }
  assert.deepEqual(await kids(), before);
});

test('tenants are registered by those whose role it is, with a signature over that very request, and each change is told', async () => {
  const { app } = world.verifier;
  const from = (await told()).length;
  const clerk = hand('clerk-two');
  const machine = await openMachine(world);
  await machine.add(clerk.registration('tenant-admin'), true);
  const registration = {
    tenantId: 'signed',
    name: '架空市',
    purposes: [PURPOSE],
    clientIds: [],
    retentionDays: 0,
  };
  const codeOf = ({ status, body }: { status: number; body: Record<string, unknown> }) => [status, body.code];
  const path = '/admin/tenants';
  assert.deepEqual(codeOf(await hanako.ask(app, 'POST', path, registration)), [403, 'operator-role']);
  const byToken = (method: string, at: string, body?: object) =>
    app.request(at, {
      method,
      headers: { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
  for (const answer of [
    await byToken('POST', path, registration),
    await byToken('GET', path),
    await byToken('POST', '/admin/tenants/signed/keys', { name: 'k', scopes: ['read'] }),
    await byToken('POST', '/admin/tenants/signed/console-links', {}),
    await byToken('POST', '/admin/encryption-keys/rotation', { overlapSeconds: 0 }),
  ]) {
    assert.equal(answer.status, 403);
    assert.equal(((await answer.json()) as { code: string }).code, 'operator-named');
  }
  assert.equal((await byToken('GET', '/metrics')).status, 200);
  // Signed for another body, for another verifier; sent twice.
  const body = JSON.stringify(registration);
  const proof = clerk.proof({ method: 'POST', path, body });
  const changed = body.replace('架空市', '別の市');
  assert.equal((await clerk.send(app, { method: 'POST', path, body: changed, proof })).status, 401);
  const elsewhere = clerk.proof({ method: 'POST', path, body, audience: 'https://other.example' });
  assert.equal((await clerk.send(app, { method: 'POST', path, body, proof: elsewhere })).status, 401);
  assert.equal((await hanako.ask(app, 'GET', '/admin/tenants/signed')).status, 404);
  assert.equal((await clerk.send(app, { method: 'POST', path, body, proof })).status, 201);
  assert.equal((await clerk.send(app, { method: 'POST', path, body, proof })).status, 401);
  const { tenantId: _id, ...change } = { ...registration, name: '別の市' };
  assert.equal((await clerk.ask(app, 'PUT', '/admin/tenants/signed', change)).status, 200);
  const made = await clerk.ask(app, 'POST', '/admin/tenants/signed/keys', { name: 'k', scopes: ['read'] });
  assert.equal(made.status, 201);
  const link = await clerk.ask(app, 'POST', '/admin/tenants/signed/console-links', {});
  assert.equal(link.status, 201);
  const two = await clerk.ask(app, 'POST', '/admin/encryption-keys/rotation', { overlapSeconds: 0 });
  assert.deepEqual(codeOf(two), [403, 'two-needed']);
  assert.equal((await clerk.ask(app, 'DELETE', '/admin/tenants/signed')).status, 204);
  const entries = (await told()).slice(from).filter(({ subject }) => subject === 'tenant:signed');
  assert.deepEqual(
    entries.map(({ actor, action }) => [actor, action]),
    ['tenant.added', 'tenant.changed', 'api-key.added', 'console-link.made', 'tenant.ended'].map((action) => [
      'admin:clerk-two',
      action,
    ]),
  );
  assert.equal(entries[1]?.detail.before, entries[0]?.detail.fingerprint);
  assert.notEqual(entries[1]?.detail.before, entries[1]?.detail.fingerprint);
  assert.ok(!JSON.stringify(entries).includes(String(made.body.token)));
  for (const { action } of await told()) assert.ok(Object.hasOwn(ACTIONS, action), action);
});

test('without its entry in the audit log no change of the operator’s is made', async () => {
  const own = await createWorld();
  const registration = { tenantId: 'lost', name: 'x', purposes: [PURPOSE], clientIds: [], retentionDays: 0 };
  await own.store.run('DELETE FROM verifier_audit_head');
  assert.equal((await own.operate('POST', '/admin/tenants', registration)).status, 500);
  assert.equal((await own.operate('GET', '/admin/tenants/lost')).status, 404);
  const before = await kids(own.verifier);
  assert.equal((await own.operate('POST', '/admin/encryption-keys/rotation', {})).status, 500);
  assert.deepEqual(await kids(own.verifier), before);
  await own.close();
});

test('whom to believe changes by two on every node, and a hand in the database changes it on none', async () => {
  const other = await world.another(store);
  const stranger = await testAuthority({});
  try {
    const member = await world.tenant();
    const card = await world.card();
    const verdict = async () => {
      const body = { ...signDocuments(card, ['a document']), purpose: PURPOSE };
      const { verdict: found } = (await must(201, await member.verify(body))) as { verdict: string };
      return found;
    };
    assert.equal(await verdict(), 'valid');
    const own = (
      await hanako.ask<{ version: number; trust: VerifierTrust }>(world.verifier.app, 'GET', '/admin/trust')
    ).body;
    const theirs = await stranger.ask(VERIFIER_TOKEN, '/v1/trust');
    const { anchors } = v.parse(VerifierTrust, await theirs.json());
    const trust = { ...own.trust, anchors };
    const proposal = await proposed(hanako, { kind: 'trust.replace', replaces: own.version, trust });
    assert.equal(await verdict(), 'valid', 'nothing has changed yet');
    assert.equal((await approve(taro, proposal)).status, 200);
    assert.notEqual(await verdict(), 'valid');
    const shown = async (at: Verifier) =>
      ((await must(200, await at.app.request('/evidence/trust'))) as { anchors: string[] }).anchors;
    assert.notDeepEqual(await shown(other), await shown(world.verifier));
    await other.trust.refresh();
    assert.deepEqual(await shown(other), await shown(world.verifier));
    // Written past the service, and taken back behind what was read.
    const document = JSON.stringify(own.trust);
    await store.run(
      `INSERT INTO verifier_setting (name, version, document, seal, made_at) VALUES ('trust', 3, $1, $2, 1)`,
      [document, '0'.repeat(64)],
    );
    const held = await shown(other);
    await other.trust.refresh();
    assert.deepEqual([other.trust.fault(), await shown(other)], ['trust/refused', held]);
    await store.run(`DELETE FROM verifier_setting WHERE name = 'trust' AND version > 1`);
    await other.trust.refresh();
    assert.deepEqual([other.trust.fault(), await shown(other)], ['trust/refused', held]);
  } finally {
    await other.close();
    await stranger.close();
    await stranger.store.close();
  }
});

describe('on several nodes of one PostgreSQL', { skip: postgresMissing() }, () => {
  test('of many consents at the same time one does it, and two rotations of one generation make one', async () => {
    const postgres = await startPostgres();
    const stores = await Promise.all(
      [1, 2].map(() => openStore({ databaseUrl: postgres.url, connections: 6 })),
    );
    const [first, second] = stores as [Store, Store];
    const own = await createWorld({ store: first, ...FOUR_EYES });
    const nodes = [own.verifier, await own.another(second)];
    try {
      const machine = await openMachine(own);
      const hands = ['a', 'b', 'c'].map((id) => hand(id, own)) as [Hand, Hand, Hand];
      for (const one of hands) await machine.add(one.registration('key-admin'), true);
      const [proposer, ...others] = hands;
      const everywhere = (proposals: readonly ProposalView[]) =>
        Promise.all(
          proposals.flatMap((proposal) =>
            others.flatMap((one) =>
              nodes.flatMap((node) => [approve(one, proposal, node), approve(one, proposal, node)]),
            ),
          ),
        );
      const done = (answers: { status: number }[]) => answers.filter(({ status }) => status === 200).length;
      const add = { kind: 'administrator.add', administrator: hand('late', own).registration('key-admin') };
      assert.equal(done(await everywhere([await proposed(proposer, add, nodes[0])])), 1);
      const twice = [
        await proposed(proposer, rotation(1), nodes[0]),
        await proposed(proposer, rotation(1, 60), nodes[1]),
      ];
      const answers = await everywhere(twice);
      assert.equal(done(answers), 1, JSON.stringify(answers));
      const [row] = await first.run<{ newest: number; rows: number }>(
        'SELECT MAX(generation) AS newest, COUNT(*) AS rows FROM verifier_encryption_key',
      );
      assert.deepEqual([row?.newest, row?.rows], [2, 4]);
      assert.equal((await told(second)).filter(({ action }) => action === 'key.rotated').length, 1);
      assert.deepEqual(await kids(nodes[0]), await kids(nodes[1]));
    } finally {
      await nodes[1]?.close();
      await own.close();
      await Promise.all(stores.map((one) => one.close()));
      await postgres.stop();
    }
  });
});
