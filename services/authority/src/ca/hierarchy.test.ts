import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromBase64, toPem } from '@kazasu/bytes';
import { openssl } from '@kazasu/pki/testing';
import { memoryKeys } from '@kazasu/server/keys';
import type { TrustResponse } from '../api.ts';
import { type TestAuthority, TIME, testAuthority, VERIFIER, YEAR } from '../testing/authority.ts';

async function trust(authority: TestAuthority): Promise<TrustResponse> {
  return (await (await authority.ask(VERIFIER, '/v1/trust')).json()) as TrustResponse;
}

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
