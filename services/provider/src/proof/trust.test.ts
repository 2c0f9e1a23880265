import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { createAuthority } from '@kazasu/authority';
import { PATHS, TrustResponse } from '@kazasu/authority/api';
import { toBase64, toHex, toUtf8 } from '@kazasu/bytes';
import { settableClock } from '@kazasu/server/clock';
import { memoryKeys } from '@kazasu/server/keys';
import { silentLog } from '@kazasu/server/log';
import { openStore } from '@kazasu/server/store';
import * as v from 'valibot';
import { newKey, numbersOf } from '../testing/paper-card.ts';
import { TEST_NOW } from '../testing/test-deps.ts';
import { trustOf } from './index.ts';

let configured: TrustResponse;

before(async () => {
  const store = await openStore({ file: ':memory:' });
  const authority = await createAuthority({
    adminToken: 'counter-token-of-the-tests',
    verifierToken: 'verifier-token-of-the-tests',
    store,
    keys: memoryKeys(),
    clock: settableClock(TEST_NOW),
    log: silentLog,
  });
  const headers = { authorization: 'Bearer verifier-token-of-the-tests' };
  configured = v.parse(TrustResponse, await (await authority.app.request(PATHS.trust, { headers })).json());
  await authority.close();
  await store.close();
});

const numbersIn = (issuers: readonly { readonly keyId: Uint8Array }[]) =>
  issuers.map(({ keyId }) => Buffer.from(keyId.subarray(0, 7)).toString('latin1'));

test('an issuer is trusted for the application that its number names, and that of the master file for neither', () => {
  const { cardIssuerKeys } = trustOf(configured);
  assert.ok(configured.cardIssuerKeys.length >= 3, 'there is one to leave out');
  assert.deepEqual(numbersIn(cardIssuerKeys.text), ['6000033']);
  assert.deepEqual(numbersIn(cardIssuerKeys.surface), ['6000023']);
});

test('real numbers are told apart in the same way, and one of another form is trusted for nothing', () => {
  const { modulus, exponent } = numbersOf(newKey());
  const key = { modulus: toBase64(modulus), exponent: toBase64(exponent) };
  const named = (text: string) => ({ ...key, keyId: toHex(toUtf8(text.padEnd(16, '0'))) });
  const cardIssuerKeys = ['5000033', '5000023', '5000020', '3300000', '33', '0000000000033'].map(named);
  const trust = trustOf({ ...configured, cardIssuerKeys });
  assert.deepEqual(numbersIn(trust.cardIssuerKeys.text), ['5000033']);
  assert.deepEqual(numbersIn(trust.cardIssuerKeys.surface), ['5000023']);
});

test('a key of another shape than the cards’ is refused at once', () => {
  const { modulus } = numbersOf(newKey());
  const key = {
    keyId: toHex(toUtf8('6000033')),
    modulus: toBase64(modulus),
    exponent: 'Aw==',
  };
  assert.throws(() => trustOf({ ...configured, cardIssuerKeys: [key] }), /RSA-2048/);
});
