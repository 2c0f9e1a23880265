import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { settableClock } from '../clock/index.ts';
import { createLog } from '../log/index.ts';
import { postgresMissing, startPostgres } from '../store/conformance/index.ts';
import { openStore, type Store } from '../store/index.ts';
import {
  type AuditEvent,
  type AuditLog,
  auditTables,
  createHeadExport,
  openAuditLog,
  sparing,
} from './index.ts';

const clock = settableClock(1_790_000_000_000);
const MIGRATIONS = [
  { id: 1, statements: [...auditTables('desk'), 'CREATE TABLE desk_thing (id TEXT PRIMARY KEY)'] },
];
const ADDED = { actor: 'admin', action: 'thing.added', subject: 'thing:a', detail: { count: 2, keyId: 'k' } };

async function opened(): Promise<{ store: Store; audit: AuditLog }> {
  const store = await openStore({ file: ':memory:' });
  await store.migrate('desk', MIGRATIONS);
  return { store, audit: openAuditLog({ service: 'desk', store, clock }) };
}

test('an entry holds the SHA-256 over the JSON of the hash before and its own members, in the order in which they are shown', async () => {
  const { audit } = await opened();
  assert.deepEqual(await audit.head(), { number: 0, hash: '0'.repeat(64) });
  await audit.record(ADDED);
  await audit.record({ actor: 'service', action: 'thing.seen' });
  const { entries, more } = await audit.page(0);
  const at = clock.now();
  const texts = [
    `"number":1,"at":${at},"actor":"admin","action":"thing.added","subject":"thing:a","outcome":"done","detail":{"keyId":"k","count":2}}`,
    `"number":2,"at":${at},"actor":"service","action":"thing.seen","subject":null,"outcome":"done","detail":{}}`,
  ];
  let before = '0'.repeat(64);
  for (const [index, text] of texts.entries()) {
    before = createHash('sha256').update(`{"before":"${before}",${text}`).digest('hex');
    assert.equal(entries[index]?.hash, before);
    // What is handed out can be hashed as it stands.
    assert.equal(JSON.stringify(entries[index]), `{${text.slice(0, -1)},"hash":"${before}"}`);
  }
  assert.deepEqual([entries.length, more], [2, false]);
  assert.deepEqual(await audit.head(), { number: 2, hash: before });
  assert.deepEqual(await audit.verify(), { head: { number: 2, hash: before }, intact: true });
  assert.deepEqual((await audit.latest(1))[0]?.action, 'thing.seen');
});

test('an entry and what it tells of are stored together or not at all', async () => {
  const { store, audit } = await opened();
  const add = (id: string, fail: boolean) =>
    store.transaction(async (within) => {
      await within.run('INSERT INTO desk_thing (id) VALUES ($1)', [id]);
      await audit.append(within, ADDED);
      if (fail) throw new Error('changed our mind');
    });
  await add('a', false);
  await assert.rejects(add('b', true), /changed our mind/);
  await store.run('DELETE FROM desk_audit_head');
  await assert.rejects(add('c', false), /no head/);
  assert.deepEqual(await store.run('SELECT id FROM desk_thing'), [{ id: 'a' }]);
  assert.equal((await store.run('SELECT number FROM desk_audit')).length, 1);
});

test('what is changed, taken out, put in or cut off behind its back is found, and where', async () => {
  const forged = `INSERT INTO desk_audit (number, at, actor, action, subject, outcome, detail, hash)
    SELECT number + 1, 1, 'admin', 'thing.added', NULL, 'done', '{}', hash FROM desk_audit_head`;
  const changes: readonly (readonly [string, number])[] = [
    [`UPDATE desk_audit SET actor = 'nobody' WHERE number = 2`, 2],
    [`UPDATE desk_audit SET subject = NULL WHERE number = 1`, 1],
    [`UPDATE desk_audit SET outcome = 'refused' WHERE number = 3`, 3],
    [`UPDATE desk_audit SET detail = '{}' WHERE number = 2`, 2],
    [`UPDATE desk_audit SET detail = '{"count":2,"keyId":"k"}' WHERE number = 2`, 2],
    [`UPDATE desk_audit SET detail = 'x' WHERE number = 2`, 2],
    ['UPDATE desk_audit SET at = at + 1 WHERE number = 3', 3],
    ['DELETE FROM desk_audit WHERE number = 1', 1],
    ['DELETE FROM desk_audit WHERE number = 3', 3],
    ['DELETE FROM desk_audit_head', 1],
    ['UPDATE desk_audit_head SET number = 4', 4],
    ['UPDATE desk_audit_head SET number = 2, hash = (SELECT hash FROM desk_audit WHERE number = 2)', 3],
    [forged, 4],
  ];
  for (const [statement, brokenAt] of changes) {
    const { store, audit } = await opened();
    for (let i = 0; i < 3; i++) await audit.record(ADDED);
    const kept = await audit.head();
    assert.equal((await audit.verify(kept)).intact, true);
    await store.run(statement);
    const verdict = await audit.verify();
    assert.deepEqual([verdict.intact, verdict.brokenAt], [false, brokenAt], statement);
  }
  // Whoever rewrites all of it, head and all, is found by a head that was written down elsewhere.
  const { store, audit } = await opened();
  for (let i = 0; i < 3; i++) await audit.record(ADDED);
  const kept = await audit.head();
  const other = await opened();
  for (let i = 0; i < 4; i++) await other.audit.record({ ...ADDED, actor: 'nobody' });
  assert.equal((await other.audit.verify()).intact, true);
  assert.deepEqual((await other.audit.verify(kept)).brokenAt, 3);
  const [second] = (await audit.page(1)).entries;
  await store.run('DELETE FROM desk_audit WHERE number = 3');
  await store.run('UPDATE desk_audit_head SET number = 2, hash = $1', [second?.hash ?? '']);
  assert.equal((await audit.verify()).intact, true);
  assert.deepEqual((await audit.verify(kept)).brokenAt, 3);
});

/** Heads of it by a process that begins now. */
function headsOf(audit: AuditLog) {
  const read = (signed: string) => JSON.parse(signed);
  return createHeadExport({ audit, clock, sign: (head) => JSON.stringify(head), read });
}

test('an entry that was edited, before or after the last signed head, is found before another head is signed', async () => {
  const damaged = { code: 'audit/damaged' };
  const { store, audit } = await opened();
  for (let i = 0; i < 3; i++) await audit.record(ADDED);
  const heads = headsOf(audit);
  await heads.run();
  const edit = (number: number, actor: string) =>
    store.run('UPDATE desk_audit SET actor = $1 WHERE number = $2', [actor, number]);
  await edit(2, 'nobody');
  for (let i = 0; i < 2; i++) await assert.rejects(heads.run(), damaged, 'and stays found');
  await assert.rejects(heads.signed(), damaged);
  await assert.rejects(headsOf(audit).run(), damaged, 'by a process that signed nothing');
  await edit(2, ADDED.actor);
  await heads.run();
  await audit.record(ADDED);
  await edit(4, 'nobody');
  await assert.rejects(heads.signed(), damaged, 'what is new is followed at each signature');
  await edit(4, ADDED.actor);
  assert.equal(await heads.signed(), JSON.stringify(await audit.head()));
});

test('a long chain is followed in pieces, all of it within a day, and everything else has its turn', async () => {
  const { store, audit } = await opened();
  const add = async (within: Pick<Store, 'run'>) => {
    for (let i = 0; i < 1_300; i++) await audit.append(within, ADDED);
  };
  await store.transaction(add);
  const heads = headsOf(audit);
  const pieces: number[] = [];
  const watched = headsOf({
    ...audit,
    follow: async (from, limit) => {
      const followed = await audit.follow(from, limit);
      pieces.push(followed.end.number - from.number);
      return followed;
    },
  });
  let turns = 0;
  let going = true;
  const turn = () => {
    turns += 1;
    if (going) setImmediate(turn);
  };
  setImmediate(turn);
  await heads.run();
  going = false;
  assert.ok(turns >= 3, `${turns} turns between four pages`);
  await watched.run();
  pieces.length = 0;
  await store.run(`UPDATE desk_audit SET actor = 'nobody' WHERE number = 700`);
  const runs = async (one: typeof heads) => {
    for (let run = 1; run <= 4; run++) {
      const found = await one.run().then(
        () => false,
        () => true,
      );
      if (found) return run;
    }
    return undefined;
  };
  assert.ok(await runs(watched), 'one that began anywhere has been everywhere after four pieces of 500');
  assert.ok(Math.max(...pieces) <= 500, `${pieces}`);
  assert.ok(await runs(heads), 'and goes on finding it');
  assert.ok(await runs(heads));
  assert.equal((await audit.follow({ number: 0, hash: '0'.repeat(64) }, 600)).end.number, 600);
  assert.equal((await audit.follow({ number: 0, hash: '0'.repeat(64) }, 900)).brokenAt, 700);
  await store.run('DELETE FROM desk_audit WHERE number = 651');
  assert.equal((await audit.follow({ number: 0, hash: '0'.repeat(64) }, 900)).brokenAt, 651);
});

test('what has no place in an audit is refused, and its value is not repeated', async () => {
  const { store, audit } = await opened();
  const wrong: readonly object[] = [
    { actor: '' },
    { actor: '山田　花子' },
    { actor: 'admin:a b' },
    { action: 'Thing added' },
    { subject: 'person:山田' },
    { subject: 'x'.repeat(400) },
    { outcome: 'it did not work' },
    { detail: { name: 'secret' } },
    { detail: { reason: 'a secret of two words' } },
    { detail: { count: 'secret' } },
    { detail: { count: 1.5 } },
    { detail: { keyId: 7 } },
    { detail: { keyId: '' } },
    { detail: { keyId: 'k'.repeat(256) } },
    { detail: { toString: 'secret' } },
  ];
  for (const change of wrong) {
    await assert.rejects(audit.record({ ...ADDED, ...change } as AuditEvent), (error: unknown) => {
      assert.ok(error instanceof TypeError, JSON.stringify(change));
      assert.doesNotMatch(error.message, /secret|山田/);
      return true;
    });
  }
  assert.equal((await audit.head()).number, 0);
  assert.deepEqual(await store.run('SELECT number FROM desk_audit'), []);
});

test('what comes without end leaves one entry at once, and one for all of a minute', async () => {
  const { store, audit } = await opened();
  const time = settableClock(1_000);
  const lines: string[] = [];
  const log = createLog({ service: 'desk', destination: { write: (line) => void lines.push(line) } });
  const few = sparing(audit, { clock: time, log });
  const refused = { actor: 'unknown', action: 'admin.refused', outcome: 'admin/token' };
  for (let i = 0; i < 100; i++) few.tell(refused);
  few.tell({ ...refused, outcome: 'admin/other' });
  await few.flush();
  assert.equal((await audit.head()).number, 2);
  time.advance(60_000);
  await few.flush();
  const { entries } = await audit.page(0);
  assert.deepEqual(
    entries.map(({ outcome, detail }) => [outcome, detail]),
    [
      ['admin/token', {}],
      ['admin/other', {}],
      ['admin/token', { count: 99 }],
    ],
  );
  few.tell(refused);
  few.tell(refused);
  await few.flush(true);
  assert.deepEqual((await audit.latest(1))[0]?.detail, { count: 1 });
  await store.close();
  few.tell(refused);
  await few.flush(true);
  assert.deepEqual(JSON.parse(lines[0] ?? '').event, 'audit.failed');
});

const NODES = 3;
const APPENDS = 16;

test('on several nodes every entry follows exactly one other', { skip: postgresMissing() }, async () => {
  const postgres = await startPostgres();
  const nodes = await Promise.all(
    Array.from({ length: NODES }, () => openStore({ databaseUrl: postgres.url, connections: 3 })),
  );
  try {
    await nodes[0]?.migrate('desk', MIGRATIONS);
    const work = nodes.flatMap((store, node) => {
      const audit = openAuditLog({ service: 'desk', store, clock });
      return Array.from({ length: APPENDS }, async (_, i) => {
        const event = { actor: 'admin', action: 'thing.added', detail: { node: `n${node}`, count: i } };
        if (i % 2 === 0) return audit.record(event);
        // As others call it: last, in a transaction that has read and written before; every eighth is rolled back.
        const added = store.transaction(async (within) => {
          await within.run('SELECT number FROM desk_audit_head');
          await within.run('INSERT INTO desk_thing (id) VALUES ($1)', [`${node}/${i}`]);
          await audit.append(within, event);
          if (i % 8 === 7) throw new Error('rolled back');
        });
        return added.catch((error: unknown) => assert.match(String(error), /rolled back/));
      });
    });
    await Promise.all(work);
    const [store] = nodes;
    assert.ok(store);
    const audit = openAuditLog({ service: 'desk', store, clock });
    const kept = NODES * APPENDS * (7 / 8);
    const verdict = await audit.verify();
    assert.deepEqual([verdict.intact, verdict.head.number], [true, kept]);
    const { entries } = await audit.page(0);
    assert.equal(new Set(entries.map(({ detail }) => `${detail.node}/${detail.count}`)).size, kept);
    const things = await store.run('SELECT id FROM desk_thing');
    assert.equal(things.length, NODES * APPENDS * (3 / 8));
  } finally {
    await Promise.all(nodes.map((store) => store.close()));
    await postgres.stop();
  }
});
