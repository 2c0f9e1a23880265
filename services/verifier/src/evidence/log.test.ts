import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fromUtf8, toHex, toUtf8 } from '@kazasu/bytes';
import {
  leafHash,
  opens,
  parseEntry,
  rootOf,
  sha256,
  verifyConsistency,
  verifyInclusion,
} from '@kazasu/evidence';
import type { Store } from '@kazasu/server/store';
import { onBothEngines } from '@kazasu/server/store/conformance';
import { verifyLog } from './check/index.ts';
import { EvidenceLogError } from './index.ts';
import { draftOf, openTestLog, TENANT, type TestLog } from './testing/index.ts';
import { proveConsistency, proveInclusion, readFrontier } from './tree/index.ts';

async function leavesOf(store: Store): Promise<Uint8Array[]> {
  const rows = await store.run<{ entry: Uint8Array; leaf_index: number }>(
    'SELECT leaf_index, entry FROM verifier_record ORDER BY leaf_index',
  );
  assert.deepEqual(
    rows.map((row) => row.leaf_index),
    rows.map((_, i) => i),
    'indexes without gaps',
  );
  return rows.map(({ entry }) => leafHash(entry));
}

async function appendMany({ log }: TestLog, count: number): Promise<void> {
  await Promise.all(Array.from({ length: count }, () => log.append(draftOf())));
}

const NONE = new Uint8Array();

onBothEngines((databases) => {
  test('what is appended is found again by its tenant alone, with what was handed in', async () => {
    const { log, close } = await openTestLog(await databases('found'));
    const draft = draftOf();
    assert.deepEqual(await log.append(draft), { kind: 'appended', leafIndex: 0 });
    const found = await log.find(TENANT, draft.id);
    assert.deepEqual(found?.answer, draft.answer);
    assert.deepEqual(
      [found?.leafIndex, found?.reference, found?.personId, found?.verdict],
      [0, draft.search.reference, draft.personId, 'valid'],
    );
    const opened = await log.open(TENANT, draft.id);
    assert.deepEqual(opened?.parts.signature?.content, draft.parts.signature);
    assert.deepEqual(
      opened?.objects.map(({ type }) => type),
      ['crl'],
    );
    assert.deepEqual(opened?.parts['ocsp-1']?.content, draft.objects[1]?.octets);
    assert.equal(await log.find('tenant-b', draft.id), undefined);
    assert.equal(await log.open('tenant-b', draft.id), undefined);
    assert.deepEqual(await log.erase('tenant-b', draft.id), { kind: 'absent' });
    assert.deepEqual((await log.search('tenant-b', {})).records, []);
    await close();
  });

  test('an entry names what it commits to and nobody, and nothing personal lies open beside it', async () => {
    const { log, store, close } = await openTestLog(await databases('entry'));
    const draft = draftOf();
    await log.append(draft);
    const [row] = await store.run<{ entry: Uint8Array; sealed: Uint8Array }>(
      'SELECT entry, sealed FROM verifier_record',
    );
    assert.ok(row);
    const entry = parseEntry(row.entry);
    const part = (await log.open(TENANT, draft.id))?.parts.signature;
    assert.ok(part && opens(entry.parts.signature ?? '', part.salt, part.content));
    assert.deepEqual(entry.objects, [toHex(sha256(draft.objects[0]?.octets ?? NONE))]);
    const answer = draft.objects[1]?.octets ?? NONE;
    assert.ok(!fromUtf8(row.entry).includes(toHex(sha256(answer))), 'not even as a hash');
    assert.ok(Object.hasOwn(entry.parts, 'ocsp-1'));
    assert.ok(!fromUtf8(row.entry).includes(TENANT));
    assert.ok(!Buffer.from(row.sealed).includes('山田'));
    const [ocsp] = await store.run<{ n: number }>(
      `SELECT count(*) AS n FROM verifier_object WHERE type = 'ocsp'`,
    );
    assert.deepEqual(ocsp, { n: 0 });
    await close();
  });

  test('those who append together get places without gaps, and the tree is that of RFC 9162', async () => {
    const test = await openTestLog(await databases('tree'));
    for (const count of [1, 2, 300, 5, 220]) await appendMany(test, count);
    const leaves = await leavesOf(test.store);
    assert.equal(leaves.length, 528);
    assert.deepEqual((await readFrontier(test.store)).root(), rootOf(leaves));
    const verdict = await verifyLog(test);
    assert.deepEqual(verdict, { size: 528, root: toHex(rootOf(leaves)), intact: true });
    await test.close();
  });

  test('every proof verifies, of any leaf at any size and between any two sizes', async () => {
    const test = await openTestLog(await databases('proofs'));
    await appendMany(test, 600);
    const leaves = await leavesOf(test.store);
    for (let i = 0; i < 150; i += 1) {
      const treeSize = 1 + ((i * 7919) % 600);
      const leafIndex = (i * 104_729) % treeSize;
      const root = rootOf(leaves.slice(0, treeSize));
      const path = await proveInclusion(test.store, leafIndex, treeSize);
      const hash = leaves[leafIndex] ?? new Uint8Array();
      assert.ok(
        verifyInclusion({ leafHash: hash, leafIndex, treeSize, path, root }),
        `${leafIndex}/${treeSize}`,
      );
      const secondSize = treeSize + ((i * 31) % (601 - treeSize));
      const secondRoot = rootOf(leaves.slice(0, secondSize));
      const between = await proveConsistency(test.store, treeSize, secondSize);
      assert.ok(
        verifyConsistency({ firstSize: treeSize, firstRoot: root, secondSize, secondRoot, path: between }),
      );
    }
    await test.close();
  });

  test('of many requests with one key one is appended, and the others get its record', async () => {
    const { log, close, clock, store } = await openTestLog(await databases('once'));
    const once = { key: 'k'.repeat(43), fingerprint: 'f' };
    const answers = await Promise.all(Array.from({ length: 40 }, () => log.append(draftOf({ once }))));
    const appended = answers.filter(({ kind }) => kind === 'appended');
    assert.equal(appended.length, 1);
    const records = answers.flatMap((answer) => (answer.kind === 'duplicate' ? [answer.record] : []));
    assert.equal(new Set(records.map(({ id }) => id)).size, 1);
    assert.equal(records[0]?.fingerprint, 'f');
    const late = await log.append(draftOf({ once: { ...once, fingerprint: 'g' } }));
    assert.ok(late.kind === 'duplicate' && late.record.fingerprint === 'f');
    const other = await log.append(draftOf({ tenantId: 'tenant-b', once }));
    assert.equal(other.kind, 'appended', 'another tenant’s key is another key');
    assert.equal((await log.findOnce(TENANT, once.key))?.id, records[0]?.id);
    clock.advance(86_400_000);
    assert.equal(await log.findOnce(TENANT, once.key), undefined);
    assert.equal((await log.append(draftOf({ once }))).kind, 'appended', 'a key that has run out is free');
    assert.equal((await leavesOf(store)).length, 3);
    const [keys] = await store.run<{ n: number }>('SELECT count(*) AS n FROM verifier_record_key');
    assert.deepEqual(keys, { n: 3 });
    await close();
  });

  test('a draft that the database refuses fails alone', async () => {
    const test = await openTestLog(await databases('alone'));
    const twin = draftOf();
    await test.log.append(twin);
    const drafts = Array.from({ length: 20 }, (_, i) => (i === 7 || i === 13 ? twin : draftOf()));
    const settled = await Promise.allSettled(drafts.map((draft) => test.log.append(draft)));
    assert.deepEqual(
      settled.flatMap(({ status }, i) => (status === 'rejected' ? [i] : [])),
      [7, 13],
    );
    assert.equal((await leavesOf(test.store)).length, 19);
    assert.ok((await verifyLog(test)).intact);
    await test.close();
  });

  test('a shared object is stored once, and what was stored first stays', async () => {
    const { log, store, close } = await openTestLog(await databases('objects'));
    const octets = () => toUtf8('the same list');
    for (let i = 0; i < 3; i += 1)
      await log.append(draftOf({ objects: [{ type: 'crl', octets: octets() }] }));
    assert.deepEqual(await store.run('SELECT type FROM verifier_object'), [{ type: 'crl' }]);
    await close();
  });

  test('a page of a search has the newest first and says where the next one begins', async () => {
    const { log, close } = await openTestLog(await databases('search'));
    for (let i = 0; i < 7; i += 1) {
      const purpose = i % 2 === 0 ? 'even' : 'odd';
      await log.append(draftOf({ search: { verdict: 'valid', purpose, reference: `case-${i}` } }));
    }
    const first = await log.search(TENANT, { limit: 3 });
    assert.deepEqual(
      first.records.map(({ leafIndex }) => leafIndex),
      [6, 5, 4],
    );
    const second = await log.search(TENANT, { limit: 4, before: first.next });
    assert.deepEqual(
      second.records.map(({ leafIndex }) => leafIndex),
      [3, 2, 1, 0],
    );
    assert.equal(second.next, undefined);
    const odd = await log.search(TENANT, { purpose: 'odd', before: 5 });
    assert.deepEqual(
      odd.records.map(({ reference }) => reference),
      ['case-3', 'case-1'],
    );
    assert.equal((await log.search(TENANT, { verdict: 'invalid' })).records.length, 0);
    await close();
  });
});

describe('a draft', () => {
  test('that cannot be a record is refused before it waits with others', async () => {
    const { log, store, close } = await openTestLog();
    const bad = [
      draftOf({ id: 'no id' }),
      draftOf({ tenantId: '' }),
      draftOf({ at: -1 }),
      draftOf({ parts: { 'No-name': new Uint8Array() } }),
      draftOf({ search: { verdict: 'valid', purpose: 'a\0b' } }),
      draftOf({ search: { verdict: 'valid', purpose: 'x', reference: '\ud800' } }),
      draftOf({ personId: 'x'.repeat(301) }),
      draftOf({ answer: new Uint8Array(33 * 1024 * 1024) }),
    ];
    for (const draft of bad) {
      await assert.rejects(
        log.append(draft),
        (error) => error instanceof EvidenceLogError && error.code === 'evidence/draft',
      );
    }
    assert.equal((await leavesOf(store)).length, 0);
    await close();
  });
});
