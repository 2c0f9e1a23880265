/** The client and the authority itself, which must agree about the contract; what no test of the client alone can show. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromBase64, toHex } from '@kazasu/bytes';
import { createOcspRequest, crlScopeOf, parseCertificate } from '@kazasu/pki';
import type { CardImage, ConsentView, VerifierToken } from '../api.ts';
import { sha256 } from '../key.ts';
import { ADMIN, testAuthority } from '../testing/authority.ts';
import { bring, holder } from '../testing/life.ts';
import { signedByCard, statementOf } from '../testing/signing.ts';
import { type AuthorityClient, AuthorityUnreachable, httpAuthority } from './index.ts';

const PURPOSE = 'account-opening';
const authority = await testAuthority();

async function contract(verifierId: string, quotas: object = {}): Promise<AuthorityClient> {
  const purposes = [PURPOSE, 'status-check'];
  const body = { verifierId, name: 'A bank', purposes, defaultPurpose: PURPOSE, quotas };
  const { token } = (await (await authority.post(ADMIN, '/admin/verifiers', body)).json()) as VerifierToken;
  return httpAuthority({
    url: 'http://authority.invalid',
    token,
    fetch: async (input, init) => {
      const { pathname, search } = new URL(String(input));
      return authority.app.request(pathname + search, init);
    },
  });
}

const bank = await contract('bank');

function consentOf(image: CardImage, changes: object = {}) {
  const members = { at: authority.clock.now(), verifierId: 'bank', service: '架空銀行', purpose: PURPOSE };
  const { statement, certificate, signature } = signedByCard(
    image,
    statementOf('consent', { ...members, ...changes }),
  );
  return { statement, certificate, signature };
}

async function refusedWith(work: Promise<unknown>, refusal: string | undefined): Promise<void> {
  await assert.rejects(work, (error) => {
    assert.ok(error instanceof AuthorityUnreachable);
    assert.deepEqual([error.code, error.refusal], ['authority/refused', refusal]);
    return true;
  });
}

test('lists, answers, links, anchors and the count of it all come as the contract says', async () => {
  const client = await contract('questioner');
  const { image } = await holder(authority);
  const certificate = parseCertificate(fromBase64(image.jpki.authenticationCertificate));
  const { issuerKeyId = '', serial } = certificate;
  const scope = crlScopeOf(certificate) ?? '';
  assert.equal((await client.crl(issuerKeyId, scope, { purpose: 'status-check' }))[0], 0x30);
  const trust = await client.trust();
  assert.equal(trust.anchors.length, 6);
  const issuer = trust.anchors
    .map((anchor) => parseCertificate(fromBase64(anchor.certificate)))
    .find(({ keyId }) => keyId === issuerKeyId);
  assert.ok(issuer);
  const request = createOcspRequest({ issuer, serial: certificate.serialBytes, nonce: new Uint8Array(32) });
  assert.equal((await client.ocsp(request, { purpose: 'status-check' }))[0], 0x30);
  assert.deepEqual(await client.lineage({ issuerKeyId, serial }), [{ issuerKeyId, serial }]);
  assert.equal(await client.lineage({ issuerKeyId, serial: '7fffffff' }), undefined);
  const { verifierId, usage } = await client.ownUsage({ from: '20260101', to: '20261231' });
  assert.equal(verifierId, 'questioner');
  assert.deepEqual(usage.map(({ service, purpose, count }) => `${service} ${purpose} ${count}`).sort(), [
    'crl status-check 1',
    `ocsp status-check 1`,
    `serial-link ${PURPOSE} 2`,
  ]);
  assert.deepEqual((await client.ownUsage({ to: '20200101' })).usage, []);
});

test('a purpose outside the contract, a used-up quota and a wrong token are refusals with the authority’s own code', async () => {
  const poor = await contract('poor', { 'serial-link': 1 });
  const id = { issuerKeyId: 'ab'.repeat(20), serial: '01' };
  await refusedWith(poor.crl(id.issuerKeyId, 'whole', { purpose: 'marketing' }), 'purpose_refused');
  await refusedWith(poor.crl(id.issuerKeyId, 'whole'), 'crl_unknown');
  assert.equal(await poor.lineage(id), undefined);
  await refusedWith(poor.lineage(id), 'quota_exceeded');
});

test('a consent is handed in, again too, the items come with the new certificate, and a consent that ended is told', async () => {
  const { resident, image } = await holder(authority);
  const message = consentOf(image);
  const given: ConsentView = await bank.giveConsent(message);
  assert.deepEqual([given.verifierId, given.purpose, given.inForce], ['bank', PURPOSE, true]);
  assert.deepEqual(await bank.giveConsent(message), given);
  await refusedWith(bank.giveConsent(consentOf(image, { verifierId: 'shop' })), 'signed_message_invalid');
  const { consentId } = given;
  const told = await bank.latestItems({ consentId, purpose: PURPOSE });
  assert.equal(told.items.name, resident.name);
  assert.equal(
    told.signatureCertificate?.serial,
    parseCertificate(fromBase64(image.jpki.signatureCertificate ?? '')).serial,
  );
  await refusedWith(bank.latestItems({ consentId, purpose: 'status-check' }), 'purpose_refused');
  await bring(authority, resident.residentId, 'consent-withdrawal', { consentId });
  await refusedWith(bank.latestItems({ consentId, purpose: PURPOSE }), 'consent_ended');
  assert.equal((await bank.giveConsent(message)).inForce, false);
  await refusedWith(
    bank.latestItems({ consentId: toHex(sha256(new Uint8Array())), purpose: PURPOSE }),
    'consent_unknown',
  );
});
