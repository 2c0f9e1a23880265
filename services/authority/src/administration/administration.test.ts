import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Hand } from '@kazasu/server/administration/testing';
import type { CarriedOut, ProposalView } from '@kazasu/server/administration/wire';
import { chainHash, NO_HASH } from '@kazasu/server/audit';
import { hashToken } from '@kazasu/server/keys';
import { openStore, type Store } from '@kazasu/server/store';
import { postgresMissing, startPostgres } from '@kazasu/server/store/conformance';
import type { AuditPage, AuthorityChange } from '../api.ts';
import { authorityConfig } from '../config.ts';
import { ADMIN, type TestAuthority, testAuthority, VERIFIER } from '../testing/index.ts';
import { openOnMachine } from './on-machine.ts';

const BASE_URL = 'http://localhost:4003';
const FOUR_EYES = { publicUrl: BASE_URL, administration: { fourEyes: true } };
const PROPOSALS = '/admin/proposals';
const BANK_TOKEN = 'a-token-that-the-bank-made-for-itself-0123456789';
let authority: TestAuthority;
let hanako: Hand;
let taro: Hand;

before(async () => {
  authority = await testAuthority(FOUR_EYES);
  hanako = hand('hanako');
  taro = hand('taro');
  const machine = await openMachine();
  await machine.add(hanako.registration('key-admin'), false);
  await machine.add(taro.registration('key-admin'), false);
});
after(async () => {
  await authority.close();
  await authority.store.close();
});

function hand(id: string, at = authority) {
  return new Hand(id, at.clock, BASE_URL);
}

function openMachine({ store, keys, clock } = authority) {
  return openOnMachine({ store, keys, actor: 'admin:setup', clock });
}

function contract(verifierId: string, token = `${BANK_TOKEN}-${verifierId}`): AuthorityChange {
  const terms = { name: '架空銀行', purposes: ['authentication'], defaultPurpose: 'authentication' };
  const quotas = { ocsp: 1_000 };
  return {
    kind: 'contract.add',
    contract: { verifierId, ...terms, quotas },
    tokenHash: hashToken(token),
  };
}

async function proposed(by: Hand, change: unknown, at = authority): Promise<ProposalView> {
  const { status, body } = await by.ask<ProposalView>(at.app, 'POST', PROPOSALS, change as object);
  assert.equal(status, 201, JSON.stringify(body));
  return body;
}

function approve(
  by: Hand,
  { proposalId, digest }: Pick<ProposalView, 'proposalId' | 'digest'>,
  at = authority,
) {
  const path = `${PROPOSALS}/${proposalId}/approval`;
  return by.ask<CarriedOut & { error?: string }>(at.app, 'POST', path, { digest });
}

async function opens(token: string, at = authority): Promise<boolean> {
  const { status } = await at.ask(token, '/v1/trust');
  assert.ok(status === 200 || status === 401, String(status));
  return status === 200;
}

/** Every entry, in a chain that holds as it was sent: so it is taken out and checked elsewhere. */
async function told(at = authority): Promise<AuditPage['entries']> {
  const verdict = await at.ask(ADMIN, '/admin/audit/verification');
  assert.equal(((await verdict.json()) as { intact: boolean }).intact, true);
  const { entries } = (await (await at.ask(ADMIN, '/admin/audit')).json()) as AuditPage;
  let before = NO_HASH;
  for (const { hash, ...body } of entries) {
    assert.equal(chainHash(before, body), hash, body.event);
    before = hash;
  }
  return entries;
}

test('somebody else may ask for revocation when two agree to it, once, and the audit log names both', async () => {
  const token = `${BANK_TOKEN}-bank`;
  const proposal = await proposed(hanako, contract('bank'));
  const own = await approve(hanako, proposal);
  assert.deepEqual([own.status, own.body.error], [403, 'proposal/own']);
  const other = await approve(taro, { ...proposal, digest: '0'.repeat(64) });
  assert.deepEqual([other.status, other.body.error], [409, 'proposal/digest']);
  assert.equal(await opens(token), false);
  const { status, body } = await approve(taro, proposal);
  assert.deepEqual([status, body.proposal.state, body.outcome], [200, 'done', { verifierId: 'bank' }]);
  assert.equal(await opens(token), true);
  assert.equal((await approve(taro, proposal)).body.error, 'proposal/decided');
  // Its name is taken, and its token.
  for (const again of [contract('bank', 'x'.repeat(43)), contract('other', token), contract('default')]) {
    const taken = await proposed(hanako, again);
    const refused = await approve(taro, taken);
    assert.deepEqual([refused.status, refused.body.error], [409, 'verifier_exists']);
    const found = await taro.ask(authority.app, 'GET', `${PROPOSALS}/${taken.proposalId}`);
    assert.equal(found.body.state, 'pending');
  }
  const made = (await told()).filter(({ event }) => event === 'contract');
  assert.deepEqual(
    made.map(({ actor, reason, subject, detail }) => [actor, reason, subject, detail]),
    [
      [
        'admin:hanako',
        'bank',
        'verifier:bank',
        { fingerprint: hashToken(token), approvedBy: 'admin:taro', requestId: proposal.proposalId },
      ],
    ],
  );
  assert.ok(!`${proposal.content}${authority.lines.join()}`.includes(token));
});

test('a row that was changed, forged, copied or taken back is not agreed to', async () => {
  const { store } = authority;
  const first = await proposed(hanako, contract('copied'));
  const path = `${PROPOSALS}/${first.proposalId}/rejection`;
  assert.equal((await hanako.ask(authority.app, 'POST', path, { digest: first.digest })).status, 200);
  await store.run(`UPDATE authority_proposal SET state = 'pending' WHERE proposal_id = $1`, [
    first.proposalId,
  ]);
  assert.equal((await approve(taro, first)).body.error, 'proposal/decided');
  await store.run(
    `INSERT INTO authority_proposal (proposal_id, content, digest, proposer, proof, made_at, expires_at, state)
     SELECT 'a-copy', content, digest, proposer, proof, made_at, expires_at, 'pending'
     FROM authority_proposal WHERE proposal_id = $1`,
    [first.proposalId],
  );
  assert.equal((await approve(taro, { ...first, proposalId: 'a-copy' })).body.error, 'proposal/decided');
  const second = await proposed(hanako, contract('forged'));
  const { content, digest } = await proposed(hanako, contract('forged', 'another-token'));
  const set = (column: string, value: string) =>
    store.run(`UPDATE authority_proposal SET ${column} = $1 WHERE proposal_id = $2`, [
      value,
      second.proposalId,
    ]);
  await set('content', content);
  await set('digest', digest);
  assert.equal((await approve(taro, { ...second, digest })).body.error, 'proposal/proposer');
  await set('content', second.content);
  await set('digest', second.digest);
  await set('proposer', 'taro');
  assert.equal((await approve(hanako, second)).body.error, 'proposal/proposer');
  const { verifiers } = (await (await authority.ask(ADMIN, '/admin/verifiers')).json()) as {
    verifiers: { verifierId: string }[];
  };
  assert.deepEqual(
    verifiers.filter(({ verifierId }) => verifierId === 'forged' || verifierId === 'copied'),
    [],
  );
});

test('the token opens the counter and what is watched; contracts are for those who sign, each in their role', async () => {
  const clerk = hand('clerk-two');
  await (await openMachine()).add(clerk.registration('contract-admin'), true);
  const token = `${BANK_TOKEN}-ending`;
  await approve(taro, await proposed(hanako, contract('ending')));
  const from = (await told()).length;
  const path = '/admin/verifiers/ending';
  const json = { 'content-type': 'application/json' };
  for (const [method, at] of [
    ['POST', '/admin/verifiers'],
    ['DELETE', path],
    ['GET', PROPOSALS],
    ['POST', PROPOSALS],
    ['GET', '/admin/administrators'],
  ] as const) {
    const body = method === 'POST' ? JSON.stringify(contract('typed')) : null;
    const named = await authority.ask(ADMIN, at, { method, headers: json, body });
    assert.deepEqual(
      [named.status, ((await named.json()) as { error: string }).error],
      [403, 'admin/named'],
      at,
    );
    for (const wrong of [undefined, VERIFIER, token]) {
      assert.equal((await authority.ask(wrong, at, { method, headers: json, body })).status, 401, at);
    }
  }
  for (const at of ['/admin/residents', '/admin/verifiers', `${path}/usage`, '/admin/audit', '/metrics'])
    assert.equal((await authority.ask(ADMIN, at)).status, 200, at);
  assert.equal((await hanako.ask(authority.app, 'GET', '/admin/residents')).status, 401);
  assert.equal((await clerk.ask(authority.app, 'GET', '/admin/audit/head')).status, 200);
  const two = await clerk.ask(authority.app, 'POST', '/admin/verifiers', {});
  assert.deepEqual([two.status, two.body.error], [403, 'admin/two-needed']);
  const role = await hanako.ask(authority.app, 'DELETE', path);
  assert.deepEqual([role.status, role.body.error], [403, 'admin/role']);
  const elsewhere = { method: 'DELETE', path, body: '', audience: 'https://other.example' };
  const send = (proof: string) => clerk.send(authority.app, { method: 'DELETE', path, body: '', proof });
  assert.equal((await send(clerk.proof(elsewhere))).status, 401);
  assert.equal((await send(clerk.proof({ ...elsewhere, audience: BASE_URL, path: '/admin' }))).status, 401);
  assert.equal(await opens(token), true);
  const proof = clerk.proof({ method: 'DELETE', path, body: '' });
  assert.deepEqual([(await send(proof)).status, await opens(token)], [204, false]);
  assert.equal((await send(proof)).body.error, 'admin/replayed');
  await authority.keepHeads();
  const entries = (await told()).slice(from);
  assert.deepEqual(
    entries
      .filter(({ event }) => event !== 'admin.refused')
      .map(({ actor, event, reason }) => [actor, event, reason]),
    [['admin:clerk-two', 'contract-end', 'ending']],
  );
  assert.deepEqual(
    [
      ...new Set(entries.filter(({ event }) => event === 'admin.refused').map(({ outcome }) => outcome)),
    ].sort(),
    ['admin/named', 'admin/replayed', 'admin/request', 'admin/role', 'admin/token', 'admin/two-needed'],
  );
});

test('behind the counter contracts are shown, and neither made nor ended', async () => {
  const entered = await authority.app.request(authority.counterLink('desk-1'));
  const [cookie = ''] = (entered.headers.get('set-cookie') ?? '').split(';');
  const page = await (await authority.app.request('/counter/verifiers', { headers: { cookie } })).text();
  assert.match(page, /id="named"/);
  assert.doesNotMatch(page, /action="\/counter\/verifiers/);
  for (const path of ['/counter/verifiers', '/counter/verifiers/bank/end']) {
    const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded' };
    const sent = await authority.app.request(path, { method: 'POST', headers, body: 'form=x' });
    assert.equal(sent.status, 404);
  }
});

test('administrators change by two, and not by a hand in the database; without its entry nothing is made', async () => {
  const own = await testAuthority(FOUR_EYES);
  const machine = await openMachine(own);
  const [one, other, third] = ['one', 'other', 'third'].map((id) => hand(id, own)) as [Hand, Hand, Hand];
  for (const first of [one, other]) await machine.add(first.registration('key-admin'), false);
  const late = { kind: 'administrator.add', administrator: third.registration('key-admin') };
  await assert.rejects(machine.add(third.registration('key-admin'), false), {
    code: 'administrator/two-are-there',
  });
  assert.equal((await approve(other, await proposed(one, late, own), own)).status, 200);
  const removal = await proposed(one, { kind: 'administrator.remove', administratorId: 'third' }, own);
  assert.equal((await approve(third, removal, own)).body.error, 'proposal/concerned');
  assert.deepEqual(
    (await told(own))
      .filter(({ event }) => event.startsWith('administrator.'))
      .map(({ event, subject, detail }) => [event, subject, detail?.approvedBy]),
    [
      ['administrator.added', 'administrator:one', undefined],
      ['administrator.added', 'administrator:other', undefined],
      ['administrator.added', 'administrator:third', 'admin:other'],
    ],
  );
  const waiting = await proposed(one, contract('lost'), own);
  const [head] = await own.store.run<{ number: number; hash: string }>(
    'SELECT number, hash FROM authority_audit_head',
  );
  await own.store.run('DELETE FROM authority_audit_head');
  assert.equal((await approve(other, waiting, own)).status, 500);
  assert.equal(await opens(`${BANK_TOKEN}-lost`, own), false);
  await own.store.run(`INSERT INTO authority_audit_head (id, number, hash) VALUES ('chain', $1, $2)`, [
    head?.number ?? 0,
    head?.hash ?? '',
  ]);
  assert.equal((await approve(other, waiting, own)).status, 200);
  const [kept] = await own.store.run<{ document: string }>(
    `SELECT document FROM authority_setting WHERE name = 'administrators' AND version = 3`,
  );
  await own.store.run(
    `INSERT INTO authority_setting (name, version, document, seal, made_at) VALUES ('administrators', 4, $1, $2, 1)`,
    [String(kept?.document).replaceAll('third', 'fourth'), '0'.repeat(64)],
  );
  assert.equal((await one.ask(own.app, 'GET', '/admin/administrators')).status, 500);
  assert.equal((await own.ask(ADMIN, '/admin/residents')).status, 200, 'the counter works on');
  await own.close();
  await own.store.close();
});

test('what administrators do is hashed with the rest, and what was written before holds as it was', async () => {
  const { store } = authority;
  for (const [column, value] of [
    ['subject', `'verifier:other'`],
    ['subject', 'NULL'],
    ['detail', `'{}'`],
    ['detail', 'NULL'],
  ]) {
    const [row] = await store.run<Record<string, string | number>>(
      `SELECT number, subject, detail FROM authority_audit WHERE event = 'contract' ORDER BY number LIMIT 1`,
    );
    const number = row?.number ?? 0;
    await store.run(`UPDATE authority_audit SET ${column} = ${value} WHERE number = $1`, [number]);
    const verdict = await authority.ask(ADMIN, '/admin/audit/verification');
    const { intact, brokenAt } = (await verdict.json()) as { intact: boolean; brokenAt?: number };
    assert.deepEqual([intact, brokenAt], [false, number], `${column} ${value}`);
    await store.run('UPDATE authority_audit SET subject = $1, detail = $2 WHERE number = $3', [
      row?.subject ?? null,
      row?.detail ?? null,
      number,
    ]);
  }
  await told();
});

test('one administers alone only where nobody else comes, and where requests are signed it is known for whom', () => {
  const tokens = { adminToken: ADMIN, verifierToken: VERIFIER };
  const of = (more: object) => authorityConfig({ ...tokens, ...more });
  const alone = { administration: { fourEyes: false } };
  const shown = [of({}), of({ publicUrl: BASE_URL }), of({ publicUrl: 'https://authority.example/x' })];
  assert.deepEqual(
    shown.map(({ baseUrl, fourEyes }) => [baseUrl, fourEyes]),
    [
      [BASE_URL, false],
      [BASE_URL, false],
      ['https://authority.example', true],
    ],
  );
  assert.throws(() => of({ publicUrl: 'https://authority.example', ...alone }), /administration.fourEyes/);
  assert.throws(() => of({ administration: { fourEyes: true } }), /publicUrl/);
});

describe('on two nodes of one PostgreSQL', { skip: postgresMissing() }, () => {
  test('of many consents at the same time one does it', async () => {
    const postgres = await startPostgres();
    const stores = await Promise.all(
      [1, 2].map(() => openStore({ databaseUrl: postgres.url, connections: 6 })),
    );
    const [first, second] = stores as [Store, Store];
    const nodes = [
      await testAuthority({ ...FOUR_EYES, store: first }),
      await testAuthority({ ...FOUR_EYES, store: second }),
    ] as const;
    try {
      const machine = await openMachine(nodes[0]);
      const hands = ['a', 'b', 'c'].map((id) => hand(id, nodes[0])) as [Hand, Hand, Hand];
      for (const one of hands) await machine.add(one.registration('key-admin'), true);
      const [proposer, ...others] = hands;
      const proposals = [
        await proposed(proposer, contract('one'), nodes[0]),
        await proposed(proposer, contract('one', 'another-token'), nodes[1]),
      ];
      const answers = await Promise.all(
        proposals.flatMap((proposal) =>
          others.flatMap((by) =>
            nodes.flatMap((node) => [approve(by, proposal, node), approve(by, proposal, node)]),
          ),
        ),
      );
      assert.equal(answers.filter(({ status }) => status === 200).length, 1, JSON.stringify(answers));
      const open = await Promise.all(
        [`${BANK_TOKEN}-one`, 'another-token'].map((token) => opens(token, nodes[1])),
      );
      assert.deepEqual([...open].sort(), [false, true]);
      assert.equal((await told(nodes[1])).filter(({ event }) => event === 'contract').length, 1);
    } finally {
      for (const node of nodes) await node.close();
      await Promise.all(stores.map((one) => one.close()));
      await postgres.stop();
    }
  });
});
