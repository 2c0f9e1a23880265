import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { derContext, derOctetString, derSequence, derValue } from '@kazasu/bytes';
import type { SignatureOptions, SignatureReport } from '../building-block/index.ts';
import { verifyCms } from '../cades/index.ts';
import { parseCertificate } from '../certificate.ts';
import { CMS_OID } from '../cms/index.ts';
import {
  altered,
  newAttribute,
  resigned,
  restamped,
  signatureIn,
  withUnsigned,
} from '../cms/testing/signer-tree.ts';
import { SigningTown } from '../cms/testing/signers.ts';
import { createOcspRequest } from '../ocsp/index.ts';
import { at, treeOf } from '../testing/der-tree.ts';
import { DAY, NOW, RESPONDER_EXTENSIONS } from '../testing/hierarchy.ts';

const town = new SigningTown();
const CONTENT = Buffer.from('契約書');
const HOUR = DAY / 24;
/** Signs for an hour more, so that what happens tomorrow happens after the certificate's time. */
const SHORT = town.person({ name: 'short', kind: 'rsa', to: NOW + HOUR });
const signerSerial = parseCertificate(town.derOf('rsa')).serial;

const signed = town.sign(CONTENT);
const signedShort = town.sign(CONTENT, ['short']);
const T = timestamped(signed);
const T_SHORT = timestamped(signedShort);

/** The lists that were there when the signatures were made, and those of tomorrow. */
const CRL = town.crl({ from: NOW - HOUR, to: NOW + HOUR });
const TIME_CRL = town.crl({ issuer: 'time-ca', from: NOW - HOUR, to: NOW + HOUR });
const LATER = NOW + 2 * DAY;
const LATER_CRL = town.crl({ number: '02', from: NOW + DAY, to: NOW + 3 * DAY });
const LATER_TIME_CRL = town.crl({ number: '02', issuer: 'time-ca', from: NOW + DAY, to: NOW + 3 * DAY });

const OPTIONS: SignatureOptions = {
  anchors: [parseCertificate(town.ca)],
  timestampAnchors: [parseCertificate(town.timeCa)],
  // A little later than the tokens, which bear the real time.
  time: NOW + 10 * 60_000,
  crls: [CRL, TIME_CRL],
  content: CONTENT,
};
const TOMORROW: SignatureOptions = { ...OPTIONS, time: LATER, crls: [CRL, LATER_CRL, LATER_TIME_CRL] };

/** Level T: a token over the signature, put where RFC 5126 section 6.1.1 says. */
function timestamped(der: Uint8Array, token = town.stamp(signatureIn(der))): Uint8Array {
  return withUnsigned(der, newAttribute(CMS_OID.signatureTimestamp, token));
}

/** The same token with another time, signed by the unit. */
function stampAt(der: Uint8Array, time: number): Uint8Array {
  const text = `${new Date(time).toISOString().slice(0, 19).replace(/[-T:]/g, '')}Z`;
  return restamped(town.stamp(signatureIn(der)), { key: town.shop.privateKey('unit') }, (info) =>
    Object.assign(at(info, 4), { content: Buffer.from(text) }),
  );
}

/** Puts CRLs into the SignedData (RFC 5652 section 10.2.1), where level LT has them (ETSI EN 319 122-1 section 6.3). */
function withCrls(der: Uint8Array, ...crls: readonly Uint8Array[]): Uint8Array {
  return altered(der, ({ signedData }) =>
    signedData.children?.splice(-1, 0, treeOf(derValue(0xa1, ...crls))),
  );
}

function only(der: Uint8Array, options: SignatureOptions): SignatureReport {
  const [signature, ...others] = verifyCms(der, options).signatures;
  assert(signature !== undefined && others.length === 0);
  return signature;
}

function outcome(der: Uint8Array, options: SignatureOptions): string {
  const { indication, subIndication, level } = only(der, options);
  return [indication, subIndication, level].filter((part) => part !== undefined).join(' ');
}

const revokedAt = (time: number, reason?: string, from = NOW + DAY) =>
  town.crl({
    from,
    to: from + 2 * DAY,
    revoked: [{ serial: signerSerial, at: time, ...(reason && { reason }) }],
  });

test('a valid time-stamp raises the level to T and gives the time that the signature is judged for', () => {
  const report = only(T, OPTIONS);
  assert.deepEqual([report.indication, report.level], ['TOTAL-PASSED', 'T']);
  assert(report.bestSignatureTime < OPTIONS.time && report.bestSignatureTime > NOW - 60_000);
  assert(report.evidence?.some(({ kind }) => kind === 'timestamp'));
  assert.equal(outcome(signed, OPTIONS), 'TOTAL-PASSED B');
});

test('a time-stamp proves nothing without somebody who is trusted for it', () => {
  const { timestampAnchors: _, ...rest } = OPTIONS;
  assert.equal(outcome(T, rest), 'TOTAL-PASSED B');
  assert.equal(outcome(T, { ...OPTIONS, timestampAnchors: [town.ca] }), 'TOTAL-PASSED B');
  const check = only(T, rest).checks.find(({ id }) => id === 'ades.timestamp');
  assert.deepEqual(
    [check?.status, check?.reason, check?.facts?.because],
    ['skipped', 'not-valid', 'NO_CERTIFICATE_CHAIN_FOUND'],
  );
});

test('a time-stamp over another signature proves nothing', () => {
  const foreign = timestamped(signed, town.stamp(signatureIn(signedShort)));
  assert.equal(outcome(foreign, OPTIONS), 'TOTAL-PASSED B');
  assert.equal(
    only(foreign, OPTIONS).checks.find(({ id }) => id === 'ades.timestamp')?.facts?.because,
    'HASH_FAILURE',
  );
});

test('a certificate that has run out since is good with a time-stamp from before, and open without', () => {
  assert.equal(outcome(T_SHORT, TOMORROW), 'TOTAL-PASSED T');
  assert.equal(outcome(signedShort, TOMORROW), 'INDETERMINATE OUT_OF_BOUNDS_NO_POE B');
});

test('a list from after the certificate had run out does not clear it; the one from its time does', () => {
  assert.equal(
    outcome(T_SHORT, { ...TOMORROW, crls: [LATER_CRL, LATER_TIME_CRL] }),
    'INDETERMINATE TRY_LATER T',
  );
  assert.equal(outcome(T_SHORT, { ...TOMORROW, crls: [CRL, LATER_TIME_CRL] }), 'TOTAL-PASSED T');
});

test('a certificate revoked after the time-stamp was good when it signed', () => {
  const crls = [revokedAt(NOW + 6 * HOUR, 'keyCompromise'), LATER_TIME_CRL];
  assert.equal(outcome(T, { ...TOMORROW, crls }), 'TOTAL-PASSED T');
  assert.equal(outcome(signed, { ...TOMORROW, crls }), 'INDETERMINATE REVOKED_NO_POE B');
});

test('a certificate revoked before the time-stamp was not, whatever an older list says', () => {
  const crls = [CRL, revokedAt(NOW - HOUR), LATER_TIME_CRL];
  assert.equal(outcome(T, { ...TOMORROW, crls }), 'INDETERMINATE REVOKED_NO_POE T');
});

test('a certificate on hold at the time-stamp is not good, and one put on hold later was', () => {
  const held = (time: number) => [revokedAt(time, 'certificateHold'), LATER_TIME_CRL];
  assert.equal(outcome(T, { ...TOMORROW, crls: held(NOW - HOUR) }), 'INDETERMINATE TRY_LATER T');
  assert.equal(outcome(T, { ...TOMORROW, crls: held(NOW + 6 * HOUR) }), 'TOTAL-PASSED T');
});

test('the report never says when a certificate was revoked: that would lead to the person', () => {
  const time = NOW + 6 * HOUR;
  const text = JSON.stringify(only(T, { ...TOMORROW, crls: [revokedAt(time), LATER_TIME_CRL] }).checks);
  assert(!text.includes(String(time)));
});

test('a list that had run out before the time-stamp says nothing, and one from the future neither', () => {
  const stale = town.crl({ from: NOW - 2 * DAY, to: NOW - DAY });
  assert.equal(outcome(T, { ...TOMORROW, crls: [stale, LATER_TIME_CRL] }), 'INDETERMINATE TRY_LATER T');
  const future = town.crl({ from: LATER + DAY, to: LATER + 2 * DAY });
  assert.equal(outcome(T, { ...TOMORROW, crls: [future, LATER_TIME_CRL] }), 'INDETERMINATE TRY_LATER T');
});

test('who asks for a list from after the time-stamp waits for it', () => {
  const strict = { revocationFreshness: 'issued-after' } as const;
  assert.equal(outcome(T, { ...OPTIONS, ...strict }), 'INDETERMINATE TRY_LATER T');
  assert.equal(outcome(T, { ...TOMORROW, ...strict }), 'TOTAL-PASSED T');
});

test('the earliest of several valid time-stamps counts, and a broken one takes nothing away', () => {
  const early = stampAt(signed, NOW - 2 * HOUR);
  const both = timestamped(timestamped(signed), early);
  assert.equal(only(both, OPTIONS).bestSignatureTime, NOW - 2 * HOUR);
  const broken = timestamped(T, town.stamp(Buffer.from('x')));
  assert.equal(outcome(broken, OPTIONS), 'TOTAL-PASSED T');
});

test('a time-stamp from before the certificate is proof that the signature is not what it says', () => {
  town.person({ name: 'late', kind: 'rsa', from: NOW - HOUR });
  const der = town.sign(CONTENT, ['late']);
  assert.equal(
    outcome(timestamped(der, stampAt(der, NOW - 3 * HOUR)), OPTIONS),
    'TOTAL-FAILED NOT_YET_VALID T',
  );
});

test('without a time-stamp, a certificate that is not yet valid leaves the signature open', () => {
  town.person({ name: 'future', kind: 'rsa', from: NOW + DAY });
  assert.equal(
    outcome(town.sign(CONTENT, ['future']), { ...OPTIONS, revocation: 'none' }),
    'INDETERMINATE OUT_OF_BOUNDS_NO_POE B',
  );
});

// ---- content time-stamps ---------------------------------------------------------------------------------

function contentStamped(time: number, der = signed, signer = 'rsa'): Uint8Array {
  const text = `${new Date(time).toISOString().slice(0, 19).replace(/[-T:]/g, '')}Z`;
  const token = restamped(town.stamp(CONTENT), { key: town.shop.privateKey('unit') }, (info) =>
    Object.assign(at(info, 4), { content: Buffer.from(text) }),
  );
  return resigned(der, { key: town.shop.privateKey(signer) }, ({ signed: set }) =>
    set?.children?.push(newAttribute(CMS_OID.contentTimestamp, token)),
  );
}

test('a content time-stamp later than the revocation proves that a revoked certificate signed', () => {
  const der = contentStamped(NOW - HOUR);
  assert.equal(outcome(der, OPTIONS), 'TOTAL-PASSED B');
  const after = [revokedAt(NOW - 2 * HOUR, undefined, NOW - HOUR), TIME_CRL];
  assert.equal(outcome(der, { ...OPTIONS, crls: after }), 'TOTAL-FAILED REVOKED B');
  const before = [revokedAt(NOW - HOUR / 2, undefined, NOW - HOUR / 2), TIME_CRL];
  assert.equal(outcome(der, { ...OPTIONS, crls: before }), 'INDETERMINATE REVOKED_NO_POE B');
});

test('a content time-stamp later than the time-stamp of the signature contradicts it', () => {
  const der = contentStamped(NOW - HOUR);
  assert.equal(outcome(timestamped(der, stampAt(der, NOW - HOUR / 2)), OPTIONS), 'TOTAL-PASSED T');
  assert.equal(
    outcome(timestamped(der, stampAt(der, NOW - 2 * HOUR)), OPTIONS),
    'INDETERMINATE TIMESTAMP_ORDER_FAILURE T',
  );
});

// ---- level LT --------------------------------------------------------------------------------------------

const NOTHING: SignatureOptions = { ...OPTIONS, crls: [] };

test('a document with all lists and certificates in it is of level LT and needs nothing else', () => {
  assert.equal(outcome(T, NOTHING), 'INDETERMINATE TRY_LATER B');
  const lt = withCrls(T, CRL, TIME_CRL);
  assert.equal(outcome(lt, NOTHING), 'TOTAL-PASSED LT');
  const opinion = town.cmsOpinion(lt, CONTENT);
  assert(opinion.accepts, opinion.text);
});

test('a document that lacks one of the lists is of level T, even if the caller has it', () => {
  assert.equal(outcome(withCrls(T, CRL), { ...NOTHING, crls: [TIME_CRL] }), 'TOTAL-PASSED T');
  assert.equal(outcome(withCrls(T, TIME_CRL), { ...NOTHING, crls: [CRL] }), 'TOTAL-PASSED T');
  assert.equal(outcome(withCrls(T, CRL), NOTHING), 'TOTAL-PASSED B');
});

test('lists and certificates in the attributes of RFC 5126 count as well', () => {
  const revocation = derSequence(derContext(0, derSequence(CRL, TIME_CRL)));
  const certificates = derSequence(town.unit);
  const lt = withUnsigned(
    T,
    newAttribute(CMS_OID.revocationValues, revocation),
    newAttribute(CMS_OID.certificateValues, certificates),
  );
  assert.equal(outcome(lt, NOTHING), 'TOTAL-PASSED LT');
});

test('OCSP answers count, in the SignedData and among the attributes', () => {
  town.shop.key('responder');
  town.person({ name: 'responder', extensions: RESPONDER_EXTENSIONS });
  const ca = parseCertificate(town.ca);
  const request = createOcspRequest({ issuer: ca, serial: signerSerial, nonce: new Uint8Array(16) });
  const response = town.shop.ocsp({ authority: 'ca', responder: 'responder', request, good: [signerSerial] });
  const basic = treeOf(response).children?.[1]?.children?.[0]?.children?.[1]?.content ?? new Uint8Array();
  const time = { ...NOTHING, time: NOW + 60_000 };
  const other = derValue(0xa1, Buffer.from('06082b06010505071002', 'hex'), response);
  const inside = altered(withCrls(T, TIME_CRL, other), ({ signedData }) =>
    Object.assign(at(signedData, 0), { content: Uint8Array.of(5) }),
  );
  assert.equal(outcome(inside, time), 'TOTAL-PASSED LT');
  const values = derSequence(derContext(0, derSequence(TIME_CRL)), derContext(1, derSequence(basic)));
  assert.equal(
    outcome(withUnsigned(T, newAttribute(CMS_OID.revocationValues, values)), time),
    'TOTAL-PASSED LT',
  );
});

test('an archive time-stamp and a counter-signature are named and passed over', () => {
  const der = withUnsigned(
    T,
    newAttribute(CMS_OID.archiveTimestampV3, derSequence()),
    newAttribute(CMS_OID.counterSignature, derSequence()),
    newAttribute('1.2.3.4', derOctetString(new Uint8Array(1))),
  );
  const report = only(der, OPTIONS);
  assert.equal(report.indication, 'TOTAL-PASSED');
  const named = report.checks.filter(({ id }) => id === 'ades.ignored').map(({ facts }) => facts?.name);
  assert.deepEqual(named.toSorted(), ['1.2.3.4', 'archive-time-stamp-v3', 'countersignature']);
});

test('the evidence names the very octets that the verdict rests on', () => {
  const { evidence = [] } = only(T_SHORT, OPTIONS);
  const hashes = evidence.map(({ sha256 }) => sha256);
  for (const der of [SHORT, CRL, TIME_CRL, town.unit]) {
    assert(hashes.includes(createHash('sha256').update(der).digest('hex')));
  }
});

// ---- certificates that had run out before anybody asked --------------------------------------------------

const GONE = town.person({ name: 'gone', kind: 'rsa', to: NOW - HOUR });
const signedGone = town.sign(CONTENT, ['gone']);

function answerFor(serial: string): Uint8Array {
  town.shop.key('late-responder');
  town.person({ name: 'late-responder', extensions: RESPONDER_EXTENSIONS });
  const request = createOcspRequest({ issuer: parseCertificate(town.ca), serial, nonce: new Uint8Array(16) });
  return town.shop.ocsp({ authority: 'ca', responder: 'late-responder', request, good: [serial] });
}

test('an OCSP answer from after the certificate had run out does not clear it', () => {
  const der = timestamped(signedGone, stampAt(signedGone, NOW - 2 * HOUR));
  const ocspResponses = [answerFor(parseCertificate(GONE).serial)];
  const options = { ...OPTIONS, crls: [TIME_CRL], ocspResponses, time: NOW + 60_000 };
  assert.equal(outcome(der, options), 'INDETERMINATE TRY_LATER T');
  const before = town.crl({ from: NOW - 3 * HOUR, to: NOW - HOUR });
  assert.equal(outcome(der, { ...options, crls: [before, TIME_CRL] }), 'TOTAL-PASSED T');
});

test('a content time-stamp later than the certificate proves that an expired certificate signed', () => {
  const der = contentStamped(NOW - HOUR / 2, signedGone, 'gone');
  assert.equal(outcome(der, OPTIONS), 'TOTAL-FAILED EXPIRED B');
});

test('of two dates of revocation the earlier counts, in whatever order the lists come', () => {
  const lists = [
    revokedAt(NOW - HOUR, undefined, NOW + DAY),
    revokedAt(NOW + 6 * HOUR, undefined, NOW + DAY + HOUR),
  ];
  for (const crls of [lists, lists.toReversed()]) {
    assert.equal(
      outcome(T, { ...TOMORROW, crls: [...crls, LATER_TIME_CRL] }),
      'INDETERMINATE REVOKED_NO_POE T',
    );
  }
});

test('an authority of the path that was revoked takes the signature along', () => {
  const extensions = [
    'keyUsage=critical,keyCertSign,cRLSign',
    'basicConstraints=critical,CA:TRUE',
    'subjectKeyIdentifier=hash',
    'authorityKeyIdentifier=keyid:always',
  ];
  const middle = town.person({ name: 'middle', kind: 'rsa', extensions });
  town.person({ name: 'below', kind: 'rsa', issuer: 'middle' });
  const der = town.sign(CONTENT, ['below'], ['-cades', '-certfile', town.shop.path('middle.pem')]);
  const own = town.crl({ issuer: 'middle' });
  assert.equal(outcome(der, { ...OPTIONS, crls: [CRL, own] }), 'TOTAL-PASSED B');
  assert.equal(outcome(der, { ...OPTIONS, crls: [CRL] }), 'INDETERMINATE TRY_LATER B');
  const { serial } = parseCertificate(middle);
  const revoked = town.crl({ revoked: [{ serial, at: NOW - DAY }] });
  assert.equal(outcome(der, { ...OPTIONS, crls: [revoked, own] }), 'INDETERMINATE REVOKED_CA_NO_POE B');
});

test('a document that lacks a certificate of the path is of level T, even if the caller has it', () => {
  const bare = town.sign(CONTENT, ['rsa'], ['-cades', '-nocerts']);
  const der = withCrls(timestamped(bare), CRL, TIME_CRL);
  assert.equal(outcome(der, { ...NOTHING, intermediates: [town.derOf('rsa')] }), 'TOTAL-PASSED T');
});
