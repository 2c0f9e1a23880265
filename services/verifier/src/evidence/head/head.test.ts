import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromUtf8, toBase64, toUtf8 } from '@kazasu/bytes';
import {
  checkConsistency,
  cosignCheckpoint,
  Frontier,
  leafHash,
  parseBundle,
  parseCheckpoint,
  parseEntry,
  verifyCheckpoint,
} from '@kazasu/evidence';
import { noteKeyPair, signerAuthority } from '@kazasu/evidence/testing';
import { VerifierError } from '../../error.ts';
import { verifyLog } from '../check/index.ts';
import { EvidenceLogError } from '../index.ts';
import {
  draftOf,
  openTestHeads,
  openTestLog,
  stepsOf,
  TENANT,
  type TestHeads,
  TIME,
} from '../testing/index.ts';
import { proveConsistency } from '../tree/index.ts';
import {
  cosignedNote,
  evidenceState,
  findHead,
  identityOf,
  listHeads,
  makeHead,
  newestHead,
  newestStamped,
  stampHead,
  takeCosignatures,
} from './index.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const YEAR = 365 * DAY;
const signers = signerAuthority();

async function later(heads: TestHeads, milliseconds: number): Promise<void> {
  heads.clock.advance(milliseconds);
  await heads.sweep.run();
}

test('a head is signed when the log has grown, stamped, and the entry about that needs no further head', async () => {
  const heads = await openTestHeads({ signers });
  await heads.sweep.run();
  assert.equal(await newestHead(heads.store), undefined, 'an empty log has no head');
  await heads.verify();
  await heads.sweep.run();
  const head = await newestStamped(heads.store);
  assert.deepEqual([head?.size, head?.stampLeaf], [1, 1]);
  for (let i = 0; i < 5; i += 1) await later(heads, 10 * MINUTE);
  assert.equal((await listHeads(heads.store, 0, 10)).length, 1);
  await heads.verify();
  await later(heads, 10 * MINUTE);
  assert.deepEqual(
    (await listHeads(heads.store, 0, 10)).map(({ size }) => size),
    [1, 3],
  );
  assert.ok((await verifyLog(heads)).intact);
  await heads.close();
});

test('a bundle stands without the service: valid in full with the time-stamp, open without', async () => {
  const heads = await openTestHeads({ signers });
  const id = await heads.verify();
  const pending = (error: unknown) => error instanceof VerifierError && error.code === 'evidence-pending';
  await assert.rejects(heads.bundle(id), pending);
  const early = heads.judge(await heads.bundle(id, true));
  assert.equal(early.verdict, 'indeterminate');
  assert.ok(
    early.checks.some(({ id: rule, reason }) => rule === 'evidence.timestamp' && reason === 'absent'),
  );
  await later(heads, MINUTE);
  const octets = await heads.bundle(id);
  const report = heads.judge(octets);
  assert.equal(
    report.verdict,
    'valid',
    JSON.stringify(report.checks.filter(({ status }) => status !== 'passed')),
  );
  assert.deepEqual([report.record, report.signature, stepsOf(octets)], ['valid', 'valid', 1]);
  const bundle = parseBundle(octets);
  const signature = bundle.parts.signature;
  assert.ok(signature);
  const forged = {
    ...signature,
    content: Uint8Array.from(signature.content, (octet, i) => (i === 60 ? octet ^ 1 : octet)),
  };
  assert.equal(heads.judge({ ...bundle, parts: { ...bundle.parts, signature: forged } }).verdict, 'invalid');
  await heads.close();
});

test('however many bundles are asked for before their time-stamp, a head is signed for them each few seconds only', async () => {
  const heads = await openTestHeads({ signers });
  const from = heads.clock.now();
  const answers: ('file' | number | undefined)[] = [];
  for (let asked = 0; asked < 60; asked += 1) {
    const id = await heads.verify();
    answers.push(
      await heads.bundle(id, true).then(
        () => 'file' as const,
        (error: unknown) => {
          assert.ok(error instanceof VerifierError && error.code === 'evidence-pending');
          return error.facts.retryAfter;
        },
      ),
    );
    heads.clock.advance(500);
  }
  assert.equal((await listHeads(heads.store, 0, 100)).length, 6);
  assert.deepEqual(answers.slice(0, 12), ['file', ...Array.from({ length: 9 }, () => 5), 'file', 5]);
  assert.equal(heads.clock.now() - from, 30_000);
  await heads.close();
});

test('the bundle of an erased record still proves that it stood there, and says nothing of the person', async () => {
  const heads = await openTestHeads({ signers });
  const id = await heads.verify();
  await heads.sweep.run();
  await heads.store.run('UPDATE verifier_record SET contract_ended_at = $1', [TIME]);
  heads.clock.set(TIME + 8 * YEAR);
  assert.deepEqual(await heads.log.erase(TENANT, id), { kind: 'erased' });
  const octets = await heads.bundle(id);
  assert.deepEqual(parseBundle(octets).parts, {});
  heads.clock.set(TIME + DAY);
  const report = heads.judge(octets);
  assert.deepEqual([report.record, report.signature], ['valid', 'erased']);
  assert.deepEqual(await verifyLog(heads), { ...(await verifyLog(heads)), intact: true });
  await heads.close();
});

test('while the unit is away heads go on, and the newest is stamped when it is back', async () => {
  const heads = await openTestHeads({ signers });
  const asked: string[] = [];
  heads.network = async (path) => {
    asked.push(path);
    throw new TypeError('fetch failed');
  };
  const id = await heads.verify();
  for (let i = 0; i < 6; i += 1) {
    await heads.verify();
    await later(heads, 10 * MINUTE);
  }
  assert.equal((await listHeads(heads.store, 0, 10)).length, 6);
  assert.equal(await newestStamped(heads.store), undefined);
  const { stamped, head } = await evidenceState(heads.store, heads.clock.now());
  assert.deepEqual([stamped, head?.ageMs], [undefined, 0]);
  const before = asked.length;
  for (let i = 0; i < 30; i += 1) await later(heads, 1_000);
  assert.ok(asked.length - before < 6, 'asked again with back-off');
  heads.network = (_path, forward) => forward();
  await later(heads, 60 * MINUTE);
  assert.equal((await newestStamped(heads.store))?.size, 7);
  assert.equal(heads.judge(await heads.bundle(id)).verdict, 'valid');
  await heads.close();
});

test('a token of another question, of another unit or of none counts for nothing', async () => {
  const heads = await openTestHeads({ signers });
  const other = await openTestHeads({ signers });
  let last: Response | undefined;
  const bad: readonly TestHeads['network'][] = [
    async () => new Response('no', { status: 200 }),
    async () => new Response(new Uint8Array([0x30, 5, 0x30, 3, 2, 1, 2])),
    async () => new Response(new Uint8Array(3 << 20)),
    async (path) => other.unit.app.request(path),
    async (path, forward) => {
      if (path !== '/tsr') return forward();
      // The answer to the question before, with another nonce.
      const answer = await forward();
      const replayed = last?.clone() ?? new Response('none', { status: 500 });
      last = answer;
      return replayed;
    },
    async (path, forward) => {
      heads.clock.advance(path === '/tsr' ? -40 * MINUTE : 0);
      const answer = await forward();
      heads.clock.advance(path === '/tsr' ? 40 * MINUTE : 0);
      return answer;
    },
  ];
  await heads.verify();
  for (const network of bad) {
    heads.network = network;
    await later(heads, 2 * 60 * MINUTE);
    await heads.store.run('UPDATE verifier_head SET next_attempt_at = 0');
    await later(heads, 1_000);
    assert.equal(await newestStamped(heads.store), undefined);
  }
  heads.network = (_path, forward) => forward();
  await later(heads, 2 * 60 * MINUTE);
  assert.equal((await newestStamped(heads.store))?.size, 1);
  await heads.close();
  await other.close();
});

test('heads are for anybody to keep: each continues the one before, and witnesses sign below', async () => {
  const witness = noteKeyPair();
  const stranger = noteKeyPair();
  const witnesses = [{ name: 'witness.example', publicKey: toBase64(witness.publicKey) }];
  const heads = await openTestHeads({ signers, evidence: { witnesses } });
  for (let i = 0; i < 4; i += 1) {
    await heads.verify();
    await later(heads, 10 * MINUTE);
  }
  const stored = await listHeads(heads.store, 0, 10);
  const { origin, publicKey } = identityOf(heads.deps);
  const logKeys = [{ name: origin, publicKey }];
  for (const [i, newer] of stored.entries()) {
    const older = stored[i - 1];
    if (!older) continue;
    const path = await proveConsistency(heads.store, older.size, newer.size);
    const report = checkConsistency({ older: older.note, newer: newer.note, path, logKeys, time: TIME });
    assert.equal(report.verdict, 'valid');
  }
  const [head] = stored;
  assert.ok(head);
  const refused = (error: unknown) => error instanceof VerifierError && error.code === 'cosignature-refused';
  const cosigned = (pair: typeof witness, seconds: number, note = head.note) =>
    cosignCheckpoint(note, { name: 'witness.example', publicKey: pair.publicKey, seconds, sign: pair.sign });
  await assert.rejects(takeCosignatures(heads.deps, cosigned(stranger, 5)), refused);
  await assert.rejects(takeCosignatures(heads.deps, head.note), refused);
  await assert.rejects(takeCosignatures(heads.deps, new Uint8Array(10)), refused);
  const foreign = new TextEncoder().encode(fromUtf8(head.note).replace(/\n1\n.{4}/, '\n1\nAAAA'));
  await assert.rejects(takeCosignatures(heads.deps, cosigned(witness, 5, foreign)), refused);
  assert.equal(await takeCosignatures(heads.deps, cosigned(witness, 5)), 1);
  assert.equal(await takeCosignatures(heads.deps, cosigned(witness, 4)), 1);
  const note = parseCheckpoint(await cosignedNote(heads.store, head));
  assert.ok(verifyCheckpoint(note, { name: origin, publicKey }));
  assert.equal(note.signatures.length, 2);
  assert.deepEqual((await findHead(heads.store, head.size))?.note, head.note, 'what was stamped stays');
  await heads.close();
});

test('nothing is signed over a tree that was rewritten, not even if its right edge was rewritten too', async () => {
  const heads = await openTestHeads({ signers });
  for (let i = 0; i < 3; i += 1) await heads.verify();
  await heads.sweep.run();
  await heads.log.append(draftOf());
  const rows = await heads.store.run<{ entry: Uint8Array }>(
    'SELECT entry FROM verifier_record ORDER BY leaf_index',
  );
  const entries = rows.map(({ entry }, i) => (i === 1 ? earlier(entry) : entry));
  await heads.store.run('UPDATE verifier_record SET entry = $1 WHERE leaf_index = 1', [entries[1] ?? null]);
  const damaged = (error: unknown) => error instanceof EvidenceLogError && error.code === 'evidence/damaged';
  await assert.rejects(makeHead(heads.deps), damaged);
  const frontier = Frontier.empty();
  for (const entry of entries) frontier.append(leafHash(entry));
  await heads.store.run('UPDATE verifier_log SET frontier = $1', [frontier.serialise()]);
  await assert.rejects(makeHead(heads.deps), damaged);
  await heads.close();
});

/** The same entry with another time. */
function earlier(entry: Uint8Array): Uint8Array {
  const forged = toUtf8(fromUtf8(entry).replace(/"at":\d+/, '"at":1'));
  assert.equal(parseEntry(forged).at, 1);
  return forged;
}

test('without a unit heads are signed only, and nobody is asked', async () => {
  const { log, store, clock, close } = await openTestLog();
  const heads = await openTestHeads({ signers });
  const { timestamp: _, ...config } = heads.deps.config;
  await log.append(draftOf());
  const deps = { ...heads.deps, store, clock, config };
  assert.equal((await makeHead(deps))?.size, 1);
  assert.equal(await stampHead(deps), 'idle');
  await close();
  await heads.close();
});
