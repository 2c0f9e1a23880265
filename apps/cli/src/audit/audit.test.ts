import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import {
  ADMIN as AUTHORITY_ADMIN,
  PINS as AUTHORITY_PINS,
  somebody,
  testAuthority,
} from '@kazasu/authority/testing';
import { exportJwk, signJws } from '@kazasu/oidc';
import { auditTables, openAuditLog } from '@kazasu/server/audit';
import { settableClock } from '@kazasu/server/clock';
import { serve } from '@kazasu/server/http';
import { memoryKeys } from '@kazasu/server/keys';
import { openStore } from '@kazasu/server/store';
import { runHere } from '../testing/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'kazasu-audit-'));
after(() => rmSync(folder, { recursive: true }));
const write = (name: string, content: string) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const lines = (entries: readonly object[]) => entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');

const key = await memoryKeys().loadOrCreate('audit', 'ec-p256');
const other = await memoryKeys().loadOrCreate('audit', 'ec-p256');
const KEYS = write('keys.json', JSON.stringify({ keys: [exportJwk(key)] }));
const signed = (head: object, by = key, typ = 'kazasu-audit-head+jwt') =>
  signJws({ iss: 'https://provider.example', ...head, iat: 1 }, { algorithm: 'ES256', key: by }, typ);

async function chain(actor: string, length: number) {
  const store = await openStore({ file: ':memory:' });
  await store.migrate('desk', [{ id: 1, statements: auditTables('desk') }]);
  const audit = openAuditLog({ service: 'desk', store, clock: settableClock(1_790_000_000_000) });
  const heads = [];
  for (let i = 0; i < length; i++) {
    await audit.record({ actor, action: 'client.added', subject: `client:c${i}`, detail: { count: i } });
    heads.push(await audit.head());
  }
  const { entries } = await audit.page(0);
  await store.close();
  return { entries, heads };
}

const real = await chain('admin', 5);
const made = await chain('nobody', 6);
const ENTRIES = write('entries.jsonl', lines(real.entries));
mkdirSync(join(folder, 'heads'));
for (const at of [1, 4]) {
  writeFileSync(join(folder, 'heads', `000000000000000${at + 1}.jwt`), `${signed(real.heads[at] ?? {})}\n`);
}
const HEADS = ['--keys', KEYS, '--head', join(folder, 'heads')];

async function auditAs(code: number, ...typed: string[]) {
  const said = await runHere('audit', 'verify', ...typed);
  assert.equal(said.code, code, `${typed.join(' ')}: ${said.out}\n${said.err}`);
  return said;
}

test('entries that fit together and hold every signed head are intact, in both languages', async () => {
  const { out } = await auditAs(0, ENTRIES, ...HEADS, '--language', 'en');
  assert.match(out, /^INTACT: 5 entries, which hold all 2 signed heads\.$/m);
  assert.match((await auditAs(0, ENTRIES, ...HEADS, '--language', 'ja')).out, /改変されていません（5件/);
  const { verdict, end } = JSON.parse((await auditAs(0, ENTRIES, ...HEADS, '--json')).out);
  assert.deepEqual([verdict, end], ['intact', real.heads[4]]);
});

test('what was changed, taken out, put in, cut off or made anew is found', async () => {
  const [first, second, third, ...rest] = real.entries;
  assert.ok(first && second && third);
  const spoilt: readonly (readonly [string, string, string, number])[] = [
    ['changed', lines([first, { ...second, actor: 'nobody' }, third, ...rest]), 'broken', 2],
    ['detail', lines([first, second, { ...third, detail: {} }, ...rest]), 'broken', 3],
    ['taken out', lines([first, third, ...rest]), 'broken', 2],
    ['put in', lines([first, second, second, third, ...rest]), 'broken', 3],
    ['another order', lines([second, first, third, ...rest]), 'broken', 1],
    ['no entry', `${lines([first, second])}x\n`, 'broken', 3],
    ['too long', lines([first, { ...second, more: 'x'.repeat(20_000) }]), 'broken', 2],
    ['cut off', lines([first, second, third]), 'head-missed', 5],
    ['nothing', '', 'head-missed', 2],
    ['made anew', lines(made.entries), 'head-missed', 2],
  ];
  for (const [name, text, verdict, at] of spoilt) {
    const file = write('spoilt.jsonl', text);
    const found = JSON.parse((await auditAs(1, file, ...HEADS, '--json')).out);
    assert.deepEqual([found.verdict, found.at], [verdict, at], name);
  }
});

test('only what the keys signed as a head counts, and without one nothing is decided', async () => {
  const [, , last] = real.heads;
  const jwts: readonly (readonly [string, string, number])[] = [
    [signed(last ?? {}), 'intact', 0],
    [signed(last ?? {}, other), 'head-unsigned', 1],
    [signed(last ?? {}, key, 'JWT'), 'head-unsigned', 1],
    [signed({ number: 3 }), 'head-unsigned', 1],
    ['x', 'head-unsigned', 1],
    [signed({ number: 3, hash: made.heads[2]?.hash }), 'head-missed', 1],
  ];
  for (const [jwt, verdict, code] of jwts) {
    const file = write('one.jwt', jwt);
    const said = await auditAs(code, ENTRIES, '--keys', KEYS, '--head', file, '--json');
    assert.equal(JSON.parse(said.out).verdict, verdict);
  }
  // Two heads that both hold cannot differ, and a chain that holds one of them is not believed.
  const twice = write('two.jwt', signed({ number: 3, hash: made.heads[2]?.hash }));
  const one = write('one.jwt', signed(last ?? {}));
  await auditAs(1, ENTRIES, '--keys', KEYS, '--head', one, '--head', twice);
  const { err } = await auditAs(3, ENTRIES, '--language', 'en');
  assert.match(err, /Give the exported heads with --head/);
  await auditAs(2, ENTRIES, '--head', one);
  await auditAs(2, ENTRIES, '--keys', ENTRIES, '--head', one);
  await auditAs(2, join(folder, 'nowhere.jsonl'));
  await auditAs(2, ENTRIES, '--keys', KEYS, '--head', join(folder, 'nowhere.jwt'));
});

test('the authority’s log is taken out and checked as the provider’s is, its heads as files too', async () => {
  const heads = join(folder, 'authority-heads');
  const authority = await testAuthority({ auditHeads: { folder: heads } });
  const server = await serve(authority.app, { hostname: '127.0.0.1', port: 0 });
  const token = write('token', `${AUTHORITY_ADMIN}\n`);
  const out = join(folder, 'authority');
  const take = () =>
    runHere('audit', 'export', '--authority', server.url, '--token-file', token, '--out', out);
  const nothing = await authority.ask(AUTHORITY_ADMIN, '/admin/audit/signed-head');
  assert.equal(nothing.status, 404);
  for (let i = 0; i < 3; i++) {
    await authority.personalise({ resident: somebody(), options: { pins: AUTHORITY_PINS } });
    await authority.keepHeads();
  }
  assert.equal((await take()).code, 0);
  const files = ['--keys', join(out, 'keys.json'), '--head', join(out, 'head.jwt'), '--head', heads];
  const entries = join(out, 'entries.jsonl');
  const { out: told } = await auditAs(0, entries, ...files, '--language', 'en');
  assert.match(told, /^INTACT: 3 entries, which hold all 4 signed heads\.$/m);

  // Whoever rewrites the database makes a chain that fits together; the heads that left it do not fit.
  await authority.store.run("UPDATE authority_audit SET actor = 'counter:nobody' WHERE number = 2");
  const damaged = await authority.ask(AUTHORITY_ADMIN, '/admin/audit/verification');
  assert.equal(((await damaged.json()) as { intact: boolean }).intact, false);
  await authority.store.run('DELETE FROM authority_audit WHERE number = 3');
  await authority.store.run(`UPDATE authority_audit_head SET number = 2, hash =
    (SELECT hash FROM authority_audit WHERE number = 2)`);
  await authority.keepHeads();
  assert.ok(authority.lines.some((line) => JSON.parse(line).event === 'audit.damaged'));
  assert.match(await authority.metrics.text(), /^kazasu_audit_intact\{service="authority"\} 0$/m);
  assert.equal((await authority.ask(AUTHORITY_ADMIN, '/admin/audit/signed-head')).status, 500);

  // At the end: a refusal is an entry too.
  for (const path of ['/admin/audit/signed-head', '/admin/audit/keys']) {
    assert.equal((await authority.ask(undefined, path)).status, 401, path);
  }
  const half = await runHere('audit', 'export', '--authority', server.url, '--out', out);
  assert.equal(half.code, 2);
  await server.close();
  await authority.close();
});
