/** A list of many: made and sent in pieces, whole when it arrives, and known again by who has it. */
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, test } from 'node:test';
import { fromHex, toPem } from '@kazasu/bytes';
import { CrlIndexer, openRevocationIndex, parseCertificate } from '@kazasu/pki';
import { openssl } from '@kazasu/pki/testing';
import { environment } from '@kazasu/server/config';
import { openKeyFolder } from '@kazasu/server/keys';
import { openStore } from '@kazasu/server/store';
import { TIME, testAuthority, VERIFIER } from '../testing/authority.ts';
import { questioned } from '../testing/question.ts';
import type { FetchTask, FetchWord } from './testing/fetch-child.ts';

const COUNT = 200_000;
const folder = mkdtempSync(join(tmpdir(), 'kazasu-large-crl-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const STORE = { file: join(folder, 'authority.db') };
const KEYS = join(folder, 'keys');

/** Every third number of a range, for three reasons; it belongs to nobody. */
function revokeMany(issuerKeyId: string): void {
  const database = new DatabaseSync(STORE.file);
  database
    .prepare(
      `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${COUNT - 1})
       INSERT INTO authority_certificate (issuer_key_id, serial, role, resident_id, ordinal, device, sequence,
         crl_scope, not_before, not_after, revoked_at, reason)
       SELECT ?, printf('%08x', 1610612736 + i * 3), 'authentication', 'many-' || i, 1, 'card', 1,
         'x', ${TIME}, ${TIME}, ${TIME} + i * 1000,
         CASE i % 3 WHEN 0 THEN 'superseded' WHEN 1 THEN 'keyCompromise' ELSE 'unspecified' END
       FROM n`,
    )
    .run(issuerKeyId);
  database.close();
}

async function fetchInChild(list: string, file: string): Promise<FetchWord> {
  const { NODE_TEST_CONTEXT: _, ...env } = environment();
  // The tables alone would not fit if all rows were held at once; what is outside this heap is seen by `grown`.
  const execArgv = ['--max-old-space-size=64', '--max-semi-space-size=2'];
  const child = fork(new URL('./testing/fetch-child.ts', import.meta.url), [], { env, execArgv });
  const task: FetchTask = { store: STORE, keys: KEYS, list, file };
  child.send(task);
  const ended = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`the process ended: ${code ?? signal}`);
  });
  const [word] = (await Promise.race([once(child, 'message'), ended])) as [FetchWord];
  ended.catch(() => undefined);
  return word;
}

test('a list of 200,000 is made and sent in little memory; OpenSSL and the indexer find all in it', async () => {
  const authority = await testAuthority({ store: await openStore(STORE), keys: openKeyFolder(KEYS) });
  const { id } = await questioned(authority);
  revokeMany(id.issuerKeyId);
  const path = `/crl/${id.issuerKeyId}/whole`;
  const file = join(folder, 'list.crl');
  const { headers, grown } = await fetchInChild(path, file);
  const list = readFileSync(file);
  assert.equal(headers['content-length'], String(list.length));
  assert.ok(list.length > 6_000_000);
  assert.ok(grown < 128, `the process grew by ${grown} MiB`);

  const parts = await authority.store.run<{ octets: number }>(
    'SELECT length(content) AS octets FROM authority_crl_part WHERE issuer_key_id = $1',
    [id.issuerKeyId],
  );
  const lengths = parts.map(({ octets }) => octets);
  assert.ok(lengths.length > 5 && Math.max(...lengths) < 1_200_000, String(lengths));

  const [ca] = await authority.store.run<{ certificate: Uint8Array }>(
    'SELECT certificate FROM authority_ca WHERE key_id = $1',
    [id.issuerKeyId],
  );
  assert.ok(ca);
  const { text } = openssl({ 'list.crl': list, 'ca.pem': toPem('CERTIFICATE', ca.certificate) }, [
    ...[
      'crl',
      '-inform',
      'DER',
      '-in',
      'list.crl',
      '-CAfile',
      'ca.pem',
      '-noout',
      '-crlnumber',
      '-lastupdate',
    ],
  ]);
  assert.match(text, /verify OK/);
  assert.equal(Number(/crlNumber=(0x[0-9A-F]+)/.exec(text)?.[1]), Number(headers.etag?.slice(1, -1)));
  assert.equal(headers['last-modified'], new Date(TIME).toUTCString());

  const indexer = new CrlIndexer({ issuer: parseCertificate(ca.certificate) });
  indexer.feed(list);
  const index = openRevocationIndex(indexer.finish());
  assert.equal(index.count, COUNT);
  for (let i = 0; i < COUNT; i += 1999) {
    const serial = (0x6000_0000 + i * 3).toString(16);
    assert.ok(index.find(fromHex(serial)) >= 0, serial);
    assert.equal(index.find(fromHex((0x6000_0000 + i * 3 + 1).toString(16))), -1);
  }

  for (const [name, value] of [
    ['if-none-match', headers.etag],
    ['if-modified-since', headers['last-modified']],
  ] as const) {
    const again = await authority.ask(VERIFIER, path, { headers: { [name]: value ?? '' } });
    assert.equal(again.status, 304, name);
    assert.equal((await again.arrayBuffer()).byteLength, 0);
  }
  await authority.store.close();
});
