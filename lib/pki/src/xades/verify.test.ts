import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { toUtf8 } from '@kazasu/bytes';
import { createSigningBench, DAY, NOW, YEAR } from './testing/bench.ts';
import { createJudges } from './testing/judged.ts';
import {
  certificateDigest,
  contract,
  DOCUMENT_REFERENCE,
  PROPERTIES_REFERENCE,
  properties,
  reference,
  signatureOf,
  signingCertificate,
} from './testing/template.ts';

const bench = createSigningBench();
const { h, signer } = bench;
const method = (uri: string) => `<ds:SignatureMethod Algorithm="${uri}"/>`;
const ofProperties = reference(PROPERTIES_REFERENCE);

const { judged, assertGood } = createJudges(bench);

const container = (content: string) =>
  `<a:XAdESSignatures xmlns:a="http://uri.etsi.org/02918/v1.2.1#">${content}</a:XAdESSignatures>`;

test('several signatures in one document are each judged, and the worst decides', () => {
  writeFileSync(h.shop.path('file.bin'), 'the file');
  const detached = new Map([['file.bin', toUtf8('the file')]]);
  const plain = signatureOf({
    ...bench.template,
    references: reference({ id: 'r', uri: 'file.bin' }) + ofProperties,
  });
  const [one = '', two = ''] = ['1', '2'].map((n) =>
    bench.sign(plain.replace(/"(#?)([spr])"/g, `"$1$2${n}"`)).replace(/<\?xml[^>]*>\s*/, ''),
  );
  const both = assertGood(container(`${one} ${two}`), { detached }, false).report;
  assert.deepEqual(
    both.signatures.map(({ verdict }) => verdict),
    ['valid', 'valid'],
  );
  const broken = two.replace(/<ds:SignatureValue>..../, '<ds:SignatureValue>AAAA');
  const half = judged(container(one + broken), { detached }).report;
  assert.deepEqual(
    half.signatures.map(({ verdict }) => verdict),
    ['valid', 'invalid'],
  );
  assert.equal(half.subIndication, 'SIG_CRYPTO_FAILURE');
  const beside = judged(container(`${one}<unsigned/>`), { detached });
  assert.deepEqual(beside.faults, ['xades.coverage document']);
  const marked = container(one).replace('<a:XAdESSignatures ', '<a:XAdESSignatures granted="true" ');
  assert.deepEqual(judged(marked, { detached }).faults, ['xades.coverage document']);
});

test('a document without a signature is indeterminate, one that is no XML has failed', () => {
  const none = judged('<contract/>');
  assert.deepEqual(none.faults, ['xades.document none']);
  assert.equal(none.report.indication, 'INDETERMINATE');
  assert.equal(none.report.subIndication, undefined);
  const malformed = judged('<contract>');
  assert.equal(malformed.report.indication, 'TOTAL-FAILED');
  assert.equal(malformed.report.subIndication, 'FORMAT_FAILURE');
  assert.deepEqual(malformed.report.checks[0]?.facts, { code: 'pki/xml' });
});

test('a byte order mark, line breaks in base64 and spaces between elements change nothing', () => {
  const loose = (signature: string) =>
    contract(signature.replace(/(<\/?ds:(?:KeyInfo|X509Data|Object)[^>]*>)/g, '\n  $1\n'));
  const document = bench.signed({}, loose);
  const broken = document.replace(
    /(<ds:X509Certificate>)([^<]*)/,
    (_, tag, value) => tag + value.replace(/(.{64})/g, '\r\n\t $1'),
  );
  assertGood(`\uFEFF${broken}`, {}, false);
});

test('who signed is judged as for any signature: revoked, expired, unknown, not asked', () => {
  const document = bench.signed();
  const revoked = h.shop.crl({
    issuer: 'ca',
    from: NOW - DAY,
    to: NOW + DAY,
    extensions: ['authorityKeyIdentifier=keyid:always'],
    revoked: [{ serial: '067C6A21', at: NOW - DAY, reason: 'keyCompromise' }],
  });
  const isRevoked = judged(document, { crls: [revoked] }).report;
  assert.ok(['REVOKED_NO_POE', 'REVOKED'].includes(isRevoked.subIndication ?? ''), isRevoked.subIndication);
  assert.equal(judged(document, { crls: [] }).report.indication, 'INDETERMINATE');
  assert.equal(judged(document, { crls: [], revocation: 'none' }).report.indication, 'TOTAL-PASSED');
  assert.equal(judged(document, { anchors: [h.ca2] }).report.indication, 'INDETERMINATE');
  assert.notEqual(judged(document, { time: NOW + 5 * YEAR }).report.indication, 'TOTAL-PASSED');
});

test('an explicit policy that nobody knows leaves the signature open', () => {
  const policy = (id: string) =>
    `<xades:SignaturePolicyIdentifier><xades:SignaturePolicyId><xades:SigPolicyId><xades:Identifier>${id}</xades:Identifier></xades:SigPolicyId></xades:SignaturePolicyId></xades:SignaturePolicyIdentifier>`;
  const document = bench.signed({
    signedProperties: properties(signingCertificate(signer) + policy('urn:oid:1.2.3'), ''),
  });
  assert.equal(judged(document).report.indication, 'INDETERMINATE');
  assertGood(document, { signaturePolicies: ['1.2.3'] });
});

test('SHA-1 is read, and too weak', () => {
  const sha1 = 'http://www.w3.org/2000/09/xmldsig#sha1';
  for (const changes of [
    { references: reference({ ...DOCUMENT_REFERENCE, digest: sha1 }) + ofProperties },
    { method: method('http://www.w3.org/2000/09/xmldsig#rsa-sha1') },
    {
      signedProperties: properties(
        `<xades:SigningCertificate><xades:Cert>${certificateDigest(signer, sha1, 'sha1')}<xades:IssuerSerial><ds:X509IssuerName>x</ds:X509IssuerName><ds:X509SerialNumber>${0x067c6a21}</ds:X509SerialNumber></xades:IssuerSerial></xades:Cert></xades:SigningCertificate>`,
        '',
      ),
    },
  ]) {
    const { faults, report } = judged(bench.signed(changes));
    assert.deepEqual(faults, ['ades.algorithm weak']);
    assert.equal(report.indication, 'INDETERMINATE');
  }
});
