/** Numbers of lists, over processes that are killed, and what makes a new list. */
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { environment } from '@kazasu/server/config';
import { openKeyFolder } from '@kazasu/server/keys';
import { openStore } from '@kazasu/server/store';
import { type Databases, onBothEngines } from '@kazasu/server/store/conformance';
import type { AuditPage, CertificateId } from '../api.ts';
import { listsMade } from '../testing/audit.ts';
import {
  ADMIN,
  CHILD_OPTIONS,
  somebody,
  type TestAuthority,
  TIME,
  testAuthority,
  VERIFIER,
} from '../testing/authority.ts';
import { insertPart, publishCrl, takeNumber } from './crl-store.ts';
import { deleteOld, streamCrl } from './parts.ts';
import type { CrlChildTask, CrlChildWord } from './testing/child.ts';
import { lastDue } from './times.ts';

const folder = mkdtempSync(join(tmpdir(), 'kazasu-crl-'));
after(() => rmSync(folder, { recursive: true, force: true }));

onBothEngines(crashes);

/** Starts a process; what it says is collected until it is killed. */
async function start(task: CrlChildTask) {
  const { NODE_TEST_CONTEXT: _, ...env } = environment();
  const child = fork(new URL('./testing/child.ts', import.meta.url), [], { env, execArgv: [] });
  const words: CrlChildWord[] = [];
  const ready = once(child, 'message');
  child.send(task);
  await ready;
  child.on('message', (word: CrlChildWord) => words.push(word));
  const ended = once(child, 'exit');
  return { child, words, ended };
}

async function people(authority: TestAuthority, count: number): Promise<CertificateId[]> {
  const ids: CertificateId[] = [];
  for (let i = 0; i < count; i++) {
    const resident = somebody();
    await authority.personalise({ resident, options: CHILD_OPTIONS });
    const [listed] = await authority.certificates(resident.residentId);
    assert.ok(listed);
    ids.push(listed.id);
  }
  return ids;
}

function crashes(databases: Databases): void {
  test('processes that are killed in the middle never give one number to two lists, and numbers rise', async () => {
    const store = await databases('killed');
    const keys = join(folder, 'keys');
    const first = await testAuthority({ store: await openStore(store), keys: openKeyFolder(keys) });
    const ids = await people(first, 60);
    const issuerKeyId = ids[0]?.issuerKeyId ?? '';
    const shares = [0, 1].map((share) => ids.slice(share * 30, share * 30 + 30).map(({ serial }) => serial));
    const runs = await Promise.all(shares.map((serials) => start({ store, keys, issuerKeyId, serials })));
    while (runs.some(({ words }) => words.length < 6)) await delay(5);
    for (const { child } of runs) child.kill('SIGKILL');
    await Promise.all(runs.map(({ ended }) => ended));
    const said = runs.flatMap(({ words }) => words);
    assert.ok(said.length >= 12 && said.every(({ named }) => named));
    for (const { words } of runs) {
      const numbers = words.map(({ number }) => number);
      assert.deepEqual(
        numbers,
        numbers.toSorted((a, b) => a - b),
      );
    }
    const hashes = new Map(said.map(({ number, hash }) => [number, hash]));
    for (const { number, hash } of said) assert.equal(hashes.get(number), hash, 'one number, one list');
    const highest = Math.max(...hashes.keys());
    const forced = await first.post(ADMIN, `/admin/crl/${issuerKeyId}/whole`, {});
    assert.ok(((await forced.json()) as { number: number }).number > highest);
    const { entries } = (await (await first.ask(ADMIN, '/admin/audit?after=60')).json()) as AuditPage;
    const audited = entries.flatMap(({ event, reason }) =>
      event === 'crl' ? [Number(reason?.split(' ').at(-1))] : [],
    );
    assert.equal(new Set(audited).size, audited.length, 'no number twice in the audit');
    for (const number of hashes.keys())
      assert.ok(audited.includes(number), 'every published list is in the audit');
    await first.store.close();
  });

  test('a number that was taken and never used stays a gap, and a store from a copy goes on above it', async () => {
    const store = await openStore(await databases('gap'));
    await testAuthority({ store });
    const take = (least: number) => takeNumber(store, 'issuer', 'whole', least);
    assert.equal(await take(100), 100);
    assert.equal(await take(100), 101);
    assert.equal(await take(90), 102);
    assert.equal(await take(200), 200);
    const many = await Promise.all(Array.from({ length: 40 }, () => take(1)));
    assert.equal(new Set(many).size, 40);
    assert.deepEqual([Math.min(...many), Math.max(...many)], [201, 240]);
    // The copy was made before all of this; time has gone on since.
    await store.run('DELETE FROM authority_crl_number');
    assert.equal(await take(300), 300);
    await store.close();
  });

  test('a list never replaces one with a higher number, one that knows more, or one that it did not see', async () => {
    const store = await openStore(await databases('publish'));
    await testAuthority({ store });
    const crl = (number: number, changes: number) => ({
      ...{ issuerKeyId: 'issuer', scope: 'whole', number, changes, thisUpdate: 1, nextUpdate: 2, octets: 3 },
    });
    assert.equal(await publishCrl(store, crl(5, 5), undefined), true);
    assert.equal(await publishCrl(store, crl(4, 6), crl(5, 5)), false);
    assert.equal(await publishCrl(store, crl(6, 4), crl(5, 5)), false);
    assert.equal(await publishCrl(store, crl(6, 6), undefined), false);
    assert.equal(await publishCrl(store, crl(6, 6), crl(5, 5)), true);
    assert.equal(await publishCrl(store, crl(7, 6), crl(5, 5)), false);
    await store.close();
  });
}

test('a list is due at each time of the day in Japan', () => {
  const at = (text: string) => Date.parse(`${text}+09:00`);
  const times = ['03:30', '15:00'];
  assert.equal(lastDue(times, at('2026-06-15T03:30:00')), at('2026-06-15T03:30:00'));
  assert.equal(lastDue(times, at('2026-06-15T03:29:59')), at('2026-06-14T15:00:00'));
  assert.equal(lastDue(times, at('2026-06-15T23:59:59')), at('2026-06-15T15:00:00'));
  assert.equal(lastDue(['00:00'], at('2026-06-15T00:00:00')), at('2026-06-15T00:00:00'));
});

test('times that are none are refused, and new lists are made at those that are', async () => {
  await assert.rejects(testAuthority({ crlTimes: ['24:00'] }), { code: 'config/invalid' });
  await assert.rejects(testAuthority({ crlTimes: [] }), { code: 'config/invalid' });
  const authority = await testAuthority({ crlTimes: ['12:30'] });
  const [id] = await people(authority, 1);
  const number = async () =>
    (await authority.ask(VERIFIER, `/crl/${id?.issuerKeyId}/whole`)).headers.get('etag');
  const first = await number();
  authority.clock.set(TIME + 30 * 60_000 - 1000);
  assert.equal(await number(), first);
  authority.clock.advance(1000);
  assert.notEqual(await number(), first);
});

test('what is due is made without anybody asking: whole lists and those of municipalities, of living roots', async () => {
  const authority = await testAuthority();
  await people(authority, 1);
  await authority.issueDueCrls();
  const made = await listsMade(authority);
  // Two living generations of two roots, and the authentication certificate's municipality.
  assert.equal(made.length, 5);
  assert.equal(new Set(made).size, 5);
  await authority.issueDueCrls();
  assert.deepEqual(await listsMade(authority), made);
});

test('a list that is being fetched stays until it was replaced twice', async () => {
  const { store } = await testAuthority();
  const der = new Uint8Array(3 * 1024 * 1024).fill(7);
  const crl = (number: number) => ({
    ...{
      issuerKeyId: 'a',
      scope: 'whole',
      number,
      changes: 1,
      thisUpdate: 1,
      nextUpdate: 2,
      octets: der.length,
    },
  });
  const publish = async (number: number) => {
    const parts = [0, 1, 2].map((part) => der.subarray(part << 20, (part + 1) << 20));
    for (const [part, content] of parts.entries()) await insertPart(store, crl(number), part, content);
    await deleteOld(store, crl(number));
    assert.ok(await publishCrl(store, crl(number), number > 1 ? crl(number - 1) : undefined));
  };
  await publish(1);
  const [steady, slow] = [streamCrl(store, crl(1)).getReader(), streamCrl(store, crl(1)).getReader()];
  await Promise.all([steady.read(), slow.read()]);
  await publish(2);
  assert.equal((await steady.read()).value?.length, 1024 * 1024);
  await publish(3);
  await slow.read();
  await assert.rejects(async () => {
    await slow.read();
    await slow.read();
  }, /replaced/);
});
