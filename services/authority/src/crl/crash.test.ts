/** A process that dies with half a list written: what verifiers get before and after. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { parseCrl } from '@kazasu/pki';
import { openStore, type Store } from '@kazasu/server/store';
import { postgresMissing, startPostgres, type TestPostgres } from '@kazasu/server/store/conformance';
import type { AuditPage } from '../api.ts';
import { ADMIN, TIME, VERIFIER } from '../testing/authority.ts';
import { type ForkedAuthority, forkAuthority } from '../testing/forked.ts';
import { questioned } from '../testing/question.ts';

const COUNT = 70_000;
const folder = mkdtempSync(join(tmpdir(), 'kazasu-crl-crash-'));
after(() => rmSync(folder, { recursive: true, force: true }));

describe('on PostgreSQL', { skip: postgresMissing() }, () => {
  let postgres: TestPostgres;
  before(async () => {
    postgres = await startPostgres();
  });
  after(() => postgres.stop());

  test('half a list is never served, its number never comes back, and its parts are swept away', async () => {
    const databaseUrl = await postgres.createDatabase();
    const task = { store: { databaseUrl, connections: 4 }, keys: join(folder, 'keys') };
    const first = await forkAuthority(task);
    const { id } = await questioned(first);
    const store = await openStore({ databaseUrl, connections: 2 });
    const { issuerKeyId } = id;
    const published = (await fetchList(first, issuerKeyId)).number;
    await revokeMany(store, issuerKeyId);
    // Never answered: the process is killed as soon as the first part of the new list can be seen.
    void first.ask(VERIFIER, `/crl/${issuerKeyId}/whole`);
    const half = await begun(store, issuerKeyId, published);
    await first.kill();
    assert.deepEqual(
      await store.run('SELECT number FROM authority_crl WHERE issuer_key_id = $1', [issuerKeyId]),
      [{ number: published }],
      'the half of a list was published, or it was finished: make the list longer',
    );

    const second = await forkAuthority(task);
    const whole = await fetchList(second, issuerKeyId);
    assert.ok(whole.number > half, `${whole.number} after ${half}`);
    const { entriesUnderstood } = parseCrl(whole.list);
    assert.ok(entriesUnderstood && whole.list.length > COUNT * 35);
    const newest: number[] = [whole.number];
    for (let i = 0; i < 2; i++) {
      const made = await second.post(ADMIN, `/admin/crl/${issuerKeyId}/whole`, {});
      newest.push(((await made.json()) as { number: number }).number);
    }
    assert.deepEqual(await partsOf(store, issuerKeyId), newest.slice(-2));
    const { entries } = (await (await second.ask(ADMIN, '/admin/audit')).json()) as AuditPage;
    const audited = entries
      .filter(({ event }) => event === 'crl')
      .map(({ reason }) => reason?.split(' ').at(-1));
    assert.deepEqual(audited, [published, ...newest].map(String));
    await second.kill();
    await store.close();
  });
});

async function fetchList(authority: ForkedAuthority, issuerKeyId: string) {
  const response = await authority.ask(VERIFIER, `/crl/${issuerKeyId}/whole`);
  assert.equal(response.status, 200);
  const list = new Uint8Array(await response.arrayBuffer());
  return { number: Number(response.headers.get('etag')?.slice(1, -1)), list };
}

async function revokeMany(store: Store, issuerKeyId: string): Promise<void> {
  await store.run(
    `INSERT INTO authority_certificate (issuer_key_id, serial, role, resident_id, ordinal, device, sequence,
       crl_scope, not_before, not_after, revoked_at, reason)
     SELECT $1, lpad(to_hex(1610612736 + i), 8, '0'), 'authentication', 'many-' || i, 1, 'card', 1, 'x', ${TIME},
       ${TIME}, ${TIME}, 'superseded' FROM generate_series(1, ${COUNT}) AS i`,
    [issuerKeyId],
  );
  await store.run('UPDATE authority_ca SET changes = changes + 1 WHERE key_id = $1', [issuerKeyId]);
}

/** The number of the list that is being made. */
async function begun(store: Store, issuerKeyId: string, published: number): Promise<number> {
  for (;;) {
    const number = (await partsOf(store, issuerKeyId)).find((one) => one > published);
    if (number !== undefined) return number;
    await delay(2);
  }
}

async function partsOf(store: Store, issuerKeyId: string): Promise<number[]> {
  const rows = await store.run<{ number: number }>(
    'SELECT DISTINCT number FROM authority_crl_part WHERE issuer_key_id = $1 ORDER BY number',
    [issuerKeyId],
  );
  return rows.map(({ number }) => number);
}
