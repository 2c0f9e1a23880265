import assert from 'node:assert/strict';
import { createSecretKey, randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { toUtf8 } from '@kazasu/bytes';
import * as v from 'valibot';
import { auditTables, openAuditLog } from '../audit/index.ts';
import { type SettableClock, settableClock } from '../clock/index.ts';
import { openStore, type Store } from '../store/index.ts';
import { reject } from './consent.ts';
import {
  type Administration,
  type AdministrationAction,
  administrationTables,
  approve,
  changeAdministrators,
  endProposals,
  findProposal,
  onMachine,
  openSettings,
  type Proposal,
  sweepAdministration,
  usedProposalTables,
} from './index.ts';
import { type Decider, propose } from './proposals.ts';
import { Hand } from './testing/index.ts';
import { AnyRole, administratorChangesOf } from './wire.ts';

const BASE_URL = 'https://desk.example';
const HOUR_MS = 3_600_000;
const LIFETIME_MS = 24 * HOUR_MS;
const Change = v.variant('kind', [
  ...administratorChangesOf(AnyRole),
  v.strictObject({ kind: v.literal('paint'), color: v.string() }),
]);
type Change = v.InferOutput<typeof Change>;

let store: Store;
let clock: SettableClock;
let deps: Administration<Change>;
let painted: string[];
let hanako: Hand;
let taro: Hand;
let mallory: Hand;

before(async () => {
  clock = settableClock(1_790_000_000_000);
  store = await openStore({ file: ':memory:' });
  const statements = [...administrationTables('desk'), ...usedProposalTables('desk'), ...auditTables('desk')];
  await store.migrate('desk', [{ id: 1, statements }]);
  const key = createSecretKey(randomBytes(32));
  const settings = openSettings({ service: 'desk', key: () => key });
  const { append } = openAuditLog<AdministrationAction>({ service: 'desk', store, clock });
  const audit = { append, refused: () => {} };
  const config = { baseUrl: BASE_URL, basePath: '', adminToken: 'x', fourEyes: true };
  deps = {
    ...{ service: 'desk', store, clock, settings, audit, change: Change },
    config: { ...config, proposalLifetimeMs: LIFETIME_MS },
  };
  const machine = onMachine({ ...deps, actor: 'admin:setup' });
  [hanako, taro, mallory] = ['hanako', 'taro', 'mallory'].map((id) => new Hand(id, clock, BASE_URL)) as [
    Hand,
    Hand,
    Hand,
  ];
  for (const hand of [hanako, taro, mallory]) await machine.add(hand.registration(), true);
  painted = [];
});
after(() => store.close());

function deciderOf({ administratorId }: Hand, proof = 'signed'): Decider {
  return { administratorId, actor: `admin:${administratorId}`, proof };
}

function proposed(by: Hand, change: Change): Promise<Proposal> {
  const body = JSON.stringify(change);
  const proof = by.proof({ method: 'POST', path: '/admin/proposals', body });
  return propose(deps, toUtf8(body), deciderOf(by, proof));
}

const paint = (color: string): Change => ({ kind: 'paint', color });
const removal = (of: Hand): Change => ({
  kind: 'administrator.remove',
  administratorId: of.administratorId,
});

/** As the route does: what stands is what is agreed to. */
async function agreed(by: Hand, { proposalId }: Pick<Proposal, 'proposalId'>, digest?: string) {
  const proposal = await found(proposalId);
  return approve(deps, proposal, {
    digest: digest ?? proposal.digest,
    by: deciderOf(by),
    carryOut: async (change, consented) => {
      if (change.kind !== 'paint') return changeAdministrators(deps, change, consented);
      // Where a service makes a key, before the transaction.
      painted.push(change.color);
      return store.transaction(async (within) => {
        await consented.commit(within);
        return { color: change.color };
      });
    },
  });
}

async function found(proposalId: string): Promise<Proposal> {
  const proposal = await findProposal(store, 'desk', proposalId);
  assert.ok(proposal);
  return proposal;
}

const rejected = (by: Hand, proposal: Proposal) =>
  reject(deps, proposal, { digest: proposal.digest, by: deciderOf(by) });

/** By a hand in the database: it waits as if nobody had decided. */
async function setBack({ proposalId }: Proposal): Promise<void> {
  await store.run(
    `UPDATE desk_proposal SET state = 'pending', decided_by = NULL, decided_at = NULL, made_at = $1, expires_at = $2
     WHERE proposal_id = $3`,
    [clock.now(), clock.now() + HOUR_MS, proposalId],
  );
}

/** By the same hand: the same signed content under another row. */
async function copied({ proposalId }: Proposal, to: string): Promise<{ proposalId: string }> {
  await store.run(
    `INSERT INTO desk_proposal (proposal_id, content, digest, proposer, proof, made_at, expires_at, state)
     SELECT $1, content, digest, proposer, proof, made_at, $2, 'pending' FROM desk_proposal WHERE proposal_id = $3`,
    [to, clock.now() + HOUR_MS, proposalId],
  );
  return { proposalId: to };
}

test('what was taken back, rejected, done or ended is not agreed to again, whatever its row or a copy of it says', async () => {
  const ways: readonly [string, (proposal: Proposal) => Promise<unknown>][] = [
    ['taken back', (proposal) => rejected(hanako, proposal)],
    ['rejected', (proposal) => rejected(taro, proposal)],
    ['done', (proposal) => agreed(mallory, proposal)],
    ['ended', () => store.transaction((within) => endProposals(within, 'desk', { now: clock.now() }))],
    [
      'ended with others of its proposer',
      () =>
        store.transaction((within) => endProposals(within, 'desk', { proposer: 'hanako', now: clock.now() })),
    ],
  ];
  for (const [way, decide] of ways) {
    const proposal = await proposed(hanako, paint(way));
    const copy = await copied(proposal, `copy ${way}`);
    if (way.startsWith('ended'))
      await store.run('DELETE FROM desk_proposal WHERE proposal_id = $1', [copy.proposalId]);
    await decide(proposal);
    await setBack(proposal);
    const again = await copied(proposal, `another ${way}`);
    painted = [];
    for (const one of [proposal, again]) {
      await assert.rejects(agreed(taro, one), { code: 'proposal/decided' }, way);
      const { state } = await found(one.proposalId);
      assert.equal(state, 'pending');
    }
    assert.deepEqual(painted, [], 'nothing was made for it');
    // It can still be put away.
    await rejected(taro, await found(proposal.proposalId));
  }
  // What was never decided happens once, of the two rows that a hand made of it.
  const twice = await proposed(hanako, paint('twice'));
  const copy = await copied(twice, 'a twin');
  await agreed(taro, twice);
  await assert.rejects(agreed(taro, copy), { code: 'proposal/decided' });
});

/** Of a signature by ES256 (r, s) also (r, n - s) verifies. */
function otherForm(proof: string): string {
  const [header, claims, signature = ''] = proof.split('.');
  const octets = Buffer.from(signature, 'base64url');
  const n = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const s = n - BigInt(`0x${octets.subarray(32).toString('hex')}`);
  octets.write(s.toString(16).padStart(64, '0'), 32, 'hex');
  return `${header}.${claims}.${octets.toString('base64url')}`;
}

test('a signature written in its other form is the same, used once', async () => {
  const proposal = await proposed(hanako, paint('two forms'));
  const twin = await copied(proposal, 'its other form');
  await store.run('UPDATE desk_proposal SET proof = $1 WHERE proposal_id = $2', [
    otherForm(proposal.proof),
    twin.proposalId,
  ]);
  await agreed(taro, twin);
  await assert.rejects(agreed(taro, proposal), { code: 'proposal/decided' });
});

test('nothing is agreed to longer after its signature than it may wait, with whatever was deleted or written', async () => {
  const [old, young] = [await proposed(hanako, paint('old')), await proposed(hanako, paint('young'))];
  await rejected(hanako, old);
  clock.advance(LIFETIME_MS + 60_000);
  for (const proposal of [old, young]) await setBack(proposal);
  await store.run('DELETE FROM desk_used_proposal');
  painted = [];
  for (const proposal of [old, young]) {
    await assert.rejects(agreed(taro, proposal), { code: 'proposal/expired' });
  }
  assert.deepEqual(painted, []);
  // Until its row says otherwise its signature is young enough.
  const last = await proposed(hanako, paint('last'));
  clock.advance(LIFETIME_MS - 1);
  await agreed(taro, last);
});

test('the digest is of the content that is carried out, not of what its row says', async () => {
  const [shown, other] = [await proposed(hanako, paint('white')), await proposed(hanako, paint('black'))];
  await store.run('UPDATE desk_proposal SET content = $1, proof = $2 WHERE proposal_id = $3', [
    other.content,
    other.proof,
    shown.proposalId,
  ]);
  painted = [];
  await assert.rejects(agreed(taro, shown, shown.digest), { code: 'proposal/digest' });
  assert.deepEqual(painted, []);
  assert.equal((await found(shown.proposalId)).state, 'pending');
});

test('whoever is to be removed neither agrees to it nor rejects it, and takes back only what they proposed themselves', async () => {
  const against = await proposed(hanako, removal(mallory));
  await assert.rejects(rejected(mallory, against), { code: 'proposal/concerned' });
  await assert.rejects(agreed(mallory, against), { code: 'proposal/concerned' });
  assert.equal((await found(against.proposalId)).state, 'pending');
  await rejected(taro, against);
  const leaving = await proposed(mallory, removal(mallory));
  await rejected(mallory, leaving);
  const other = await proposed(hanako, removal(taro));
  await rejected(mallory, other);
});

test('one proposer takes twenty places of the hundred that wait, and has them again when theirs run out', async () => {
  clock.advance(LIFETIME_MS);
  for (let i = 0; i < 20; i += 1) await proposed(mallory, paint(`${i}`));
  await assert.rejects(proposed(mallory, paint('one more')), { code: 'proposal/too-many' });
  const [row] = await store.run<{ rows: number }>(
    `SELECT COUNT(*) AS rows FROM desk_proposal WHERE state = 'pending' AND expires_at > $1`,
    [clock.now()],
  );
  assert.equal(row?.rows, 20, 'nothing is left of what was refused');
  const against = await proposed(hanako, removal(mallory));
  await rejected(hanako, against);
  const machine = onMachine({ ...deps, actor: 'admin:setup' });
  const more = ['a', 'b', 'c', 'd'].map((id) => new Hand(id, clock, BASE_URL));
  for (const hand of more) {
    await machine.add(hand.registration(), true);
    for (let i = 0; i < 20; i += 1) await proposed(hand, paint(`${i}`));
  }
  await assert.rejects(proposed(hanako, removal(mallory)), { code: 'proposal/too-many' });
  for (const hand of more) await machine.remove(hand.administratorId, true);
  clock.advance(LIFETIME_MS);
  await proposed(mallory, paint('again'));
});

test('for a consent that is refused nothing is made', async () => {
  const proposal = await proposed(hanako, paint('never'));
  const stranger = new Hand('stranger', clock, BASE_URL);
  painted = [];
  await assert.rejects(agreed(hanako, proposal), { code: 'proposal/own' });
  await assert.rejects(agreed(stranger, proposal), { code: 'proposal/proposer' });
  await assert.rejects(agreed(taro, proposal, '0'.repeat(64)), { code: 'proposal/digest' });
  const forged = await copied(proposal, 'forged');
  await store.run(`UPDATE desk_proposal SET proposer = 'mallory' WHERE proposal_id = 'forged'`);
  await assert.rejects(agreed(taro, forged), { code: 'proposal/proposer' });
  const { digest } = proposal;
  await rejected(taro, proposal);
  await assert.rejects(agreed(taro, proposal, digest), { code: 'proposal/decided' });
  assert.deepEqual(painted, []);
});

test('a used signature is remembered for as long as any setting lets a proposal wait, and no longer', async () => {
  const rows = async () => {
    const [row] = await store.run<{ rows: number }>('SELECT COUNT(*) AS rows FROM desk_used_proposal');
    return row?.rows;
  };
  await store.run('DELETE FROM desk_used_proposal');
  await rejected(taro, await proposed(hanako, paint('kept')));
  clock.advance(30 * LIFETIME_MS);
  await sweepAdministration(store, 'desk', clock.now());
  assert.equal(await rows(), 1);
  clock.advance(60_000);
  await sweepAdministration(store, 'desk', clock.now());
  assert.equal(await rows(), 0);
});
