import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fromBase64, toPem } from '@kazasu/bytes';
import { memoryKeys, openKeyFolder } from '@kazasu/server/keys';
import { openStore } from '@kazasu/server/store';
import type { TrustResponse } from '../api.ts';
import {
  CHILD_OPTIONS,
  somebody,
  type TestAuthority,
  TIME,
  testAuthority,
  VERIFIER,
  YEAR,
} from '../testing/authority.ts';
import { openssl } from '../testing/openssl.ts';

const folder = mkdtempSync(join(tmpdir(), 'kazasu-authority-'));
after(() => rmSync(folder, { recursive: true }));

async function trust(authority: TestAuthority): Promise<TrustResponse> {
  return (await (await authority.ask(VERIFIER, '/v1/trust')).json()) as TrustResponse;
}

test('authorities that start first at the same time, each with its own connection, make one hierarchy', async () => {
  const file = join(folder, 'parallel.db');
  const start = async () =>
    testAuthority({ store: await openStore({ file }), keys: openKeyFolder(join(folder, 'keys')) });
  const authorities = await Promise.all([start(), start(), start()]);
  const [one, ...others] = await Promise.all(authorities.map(trust));
  assert.equal(one?.anchors.length, 6);
  for (const other of others) assert.deepEqual(other, one);
  const rows = await authorities[0]?.store.run('SELECT role FROM authority_ca');
  assert.equal(rows?.length, 6);
  // Each of them issues, and their serial numbers do not meet.
  await Promise.all(
    authorities.map((authority) => authority.personalise({ resident: somebody(), options: CHILD_OPTIONS })),
  );
  const again = await start();
  assert.deepEqual(await trust(again), one);
  for (const authority of [...authorities, again]) await authority.store.close();
});

test('three generations of each root share a name, follow each other, and OpenSSL takes each as a root', async () => {
  const { anchors } = await trust(await testAuthority());
  for (const role of ['authentication', 'signature']) {
    const generations = anchors.filter((anchor) => anchor.role === role);
    assert.deepEqual(
      generations.map(({ generation }) => generation),
      [1, 2, 3],
    );
    const subjects = generations.map(({ certificate }, index) => {
      const files = { 'ca.pem': toPem('CERTIFICATE', fromBase64(certificate)) };
      const at = String((TIME - (2 - index) * YEAR) / 1000);
      const verified = openssl(files, [
        'verify',
        '-x509_strict',
        '-check_ss_sig',
        '-attime',
        at,
        '-CAfile',
        'ca.pem',
        'ca.pem',
      ]);
      assert.equal(verified.status, 0, verified.text);
      return openssl(files, [
        'x509',
        '-in',
        'ca.pem',
        '-noout',
        '-subject',
        '-startdate',
        '-enddate',
        '-dateopt',
        'iso_8601',
      ]).text;
    });
    const dates = subjects.map((text) => [...text.matchAll(/=(\d{4}-\d\d-\d\d) /g)].map((match) => match[1]));
    assert.deepEqual(dates, [
      ['2015-06-15', '2025-06-15'],
      ['2019-06-15', '2029-06-15'],
      ['2023-06-15', '2033-06-15'],
    ]);
    const names = new Set(subjects.map((text) => text.split('\n')[0]));
    assert.equal(names.size, 1);
    assert.match([...names][0] ?? '', /O ?= ?JPKI-TEST/);
  }
});

test('a hierarchy for another organisation, or with other keys, is not opened', async () => {
  const keys = memoryKeys();
  const { store } = await testAuthority({ keys });
  await assert.rejects(testAuthority({ store, keys, organisation: 'OTHER-TEST' }), {
    code: 'hierarchy_mismatch',
  });
  await assert.rejects(testAuthority({ store, keys: memoryKeys() }), { code: 'hierarchy_mismatch' });
  await testAuthority({ store, keys });
});

test('the name of the real hierarchy, short tokens and equal tokens are refused', async () => {
  const invalid = { code: 'config/invalid' };
  await assert.rejects(testAuthority({ organisation: 'JPKI' }), invalid);
  await assert.rejects(testAuthority({ adminToken: 'short' }), invalid);
  await assert.rejects(testAuthority({ adminToken: VERIFIER }), invalid);
  await assert.rejects(testAuthority({ organisation: 'JPKI "試"' }), invalid);
});
