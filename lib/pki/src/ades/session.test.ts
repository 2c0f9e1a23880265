import assert from 'node:assert/strict';
import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { test } from 'node:test';
import { derBitString, derContext, derOid, derSequence, derUnsignedInteger, derValue } from '@kazasu/bytes';
import type { SignatureOptions, SignatureReport } from '../building-block/index.ts';
import { verifyCms } from '../cades/index.ts';
import { parseCertificate } from '../certificate.ts';
import { CMS_OID } from '../cms/index.ts';
import { altered, childWith, newAttribute, withUnsigned } from '../cms/testing/signer-tree.ts';
import { SigningTown } from '../cms/testing/signers.ts';
import { createOcspRequest } from '../ocsp/index.ts';
import { costOf } from '../testing/cost.ts';
import { treeOf } from '../testing/der-tree.ts';
import { faults } from '../testing/faults.ts';
import { DAY, NOW, SECTIONS, YEAR } from '../testing/hierarchy.ts';
import { makeCrl, makeRoot, timeOf } from '../testing/maker.ts';
import {
  authorityKeyId,
  basicConstraints,
  ext,
  keyUsage,
  subjectKeyId,
} from '../testing/maker-extensions.ts';

const town = new SigningTown();
const CONTENT = Buffer.from('契約書');
const HOUR = DAY / 24;
const SIGNED = town.sign(CONTENT);
const OPTIONS: SignatureOptions = {
  anchors: [parseCertificate(town.ca)],
  timestampAnchors: [parseCertificate(town.timeCa)],
  time: NOW + 10 * 60_000,
  content: CONTENT,
};

function only(der: Uint8Array, options: SignatureOptions): SignatureReport {
  const [signature, ...others] = verifyCms(der, options).signatures;
  assert(signature !== undefined && others.length === 0);
  return signature;
}

function withCrls(der: Uint8Array, ...crls: readonly Uint8Array[]): Uint8Array {
  return altered(der, ({ signedData }) =>
    signedData.children?.splice(-1, 0, treeOf(derValue(0xa1, ...crls))),
  );
}

// ---- what a document may cost ----------------------------------------------------------------------------

const CURVES = {
  'P-256': { hash: 'sha256', algorithm: derSequence(derOid('1.2.840.10045.4.3.2')) },
  'P-384': { hash: 'sha384', algorithm: derSequence(derOid('1.2.840.10045.4.3.3')) },
  'P-521': { hash: 'sha512', algorithm: derSequence(derOid('1.2.840.10045.4.3.4')) },
} as const;
type Curve = keyof typeof CURVES;

const newKey = (namedCurve: Curve) => generateKeyPairSync('ec', { namedCurve }).privateKey;
const spkiOf = (key: KeyObject) =>
  Uint8Array.from(createPublicKey(key).export({ format: 'der', type: 'spki' }));
const idOf = (key: KeyObject) => Uint8Array.from(createHash('sha1').update(spkiOf(key)).digest());
const NAME = parseCertificate(town.ca).subject.encoded;

/** An authority of the real one's name, whose certificate nobody signed who is known. */
function falseAuthority(curve: Curve, key: KeyObject, serial: bigint): Uint8Array {
  const { hash, algorithm } = CURVES[curve];
  const extensions = [basicConstraints(true), keyUsage(5, 6), subjectKeyId(idOf(key))].map(({ der }) => der);
  const tbs = derSequence(
    derContext(0, derUnsignedInteger(2)),
    derUnsignedInteger(serial),
    algorithm,
    NAME,
    derSequence(timeOf(NOW - YEAR), timeOf(NOW + YEAR)),
    NAME,
    spkiOf(key),
    derContext(3, derSequence(...extensions)),
  );
  return derSequence(tbs, algorithm, derBitString(sign(hash, tbs, newKey(curve))));
}

/** A list of the false authority that had run out, each from another hour. */
function falseList(curve: Curve, key: KeyObject, position: number): Uint8Array {
  const { hash, algorithm } = CURVES[curve];
  const number = ext('2.5.29.20', derUnsignedInteger(BigInt(position + 1))).der;
  const tbs = derSequence(
    derUnsignedInteger(1n),
    algorithm,
    NAME,
    timeOf(NOW - 100 * DAY + position * HOUR),
    timeOf(NOW - 10 * DAY),
    derContext(0, derSequence(number, authorityKeyId(idOf(key)).der)),
  );
  return derSequence(tbs, algorithm, derBitString(sign(hash, tbs, key)));
}

/** All that fits: 63 false authorities, four of the key that signed 64 false lists, and sixteen signers. */
function stalling(curve: Curve): Uint8Array {
  const key = newKey(curve);
  const keys = Array.from({ length: 63 }, (_, i) => (i < 4 ? key : newKey(curve)));
  const authorities = keys.map((one, i) => treeOf(falseAuthority(curve, one, BigInt(i + 1))));
  const lists = Array.from({ length: 64 }, (_, i) => treeOf(falseList(curve, key, i)));
  return altered(SIGNED, ({ signedData, signers, signer }) => {
    childWith(signedData, 0xa0)?.children?.push(...authorities);
    signedData.children?.splice(-1, 0, { tag: 0xa1, children: lists });
    Object.assign(signers, { children: Array.from({ length: 16 }, () => signer) });
  });
}

test('false authorities and lists made to stall the judge are given up, whatever their keys cost', () => {
  const crls = [town.crl()];
  assert.equal(verifyCms(SIGNED, { ...OPTIONS, crls }).indication, 'TOTAL-PASSED');
  for (const curve of ['P-256', 'P-384', 'P-521'] as const) {
    const der = stalling(curve);
    let indication: string | undefined;
    const cost = costOf(() => {
      indication = verifyCms(der, OPTIONS).indication;
    });
    assert.equal(indication, 'INDETERMINATE', curve);
    // A tenth of a second, and the compiler; once it was a minute.
    assert(cost < 500, `${curve}: ${cost} ms`);
  }
});

test('what was left out because it costs too much makes the document open, never valid', () => {
  const der = stalling('P-521');
  const { indication, signatures } = verifyCms(der, { ...OPTIONS, crls: [town.crl()] });
  assert.equal(indication, 'INDETERMINATE');
  assert(signatures.some((one) => faults(one).includes('judgement.complete budget')));
});

test('sixteen honest signatures with keys that are dear stay within the budget of a document', () => {
  const names = ['dear-1', 'dear-2', 'dear-3', 'dear-4'];
  for (const name of names) town.person({ name, kind: 'p384' });
  const der = altered(town.sign(CONTENT, names, ['-cades', '-md', 'sha384']), ({ signers }) => {
    const four = signers.children ?? [];
    Object.assign(signers, { children: [...four, ...four, ...four, ...four] });
  });
  const report = verifyCms(der, { ...OPTIONS, crls: [town.crl()] });
  assert.deepEqual([report.indication, report.signatures.length], ['TOTAL-PASSED', 16]);
});

// ---- who signed the evidence -----------------------------------------------------------------------------

test('an OCSP responder that may be revoked is asked for, and one that is revoked vouches for nobody', () => {
  const sections = `${SECTIONS}[dp_b]\nfullname=dirName:point_b\n[idp]\nfullname=dirName:point_b\n`;
  const extensions = [
    'keyUsage=critical,digitalSignature',
    'extendedKeyUsage=OCSPSigning',
    'authorityKeyIdentifier=keyid:always',
    'subjectKeyIdentifier=hash',
    'crlDistributionPoints=dp_b',
  ];
  const responder = parseCertificate(town.person({ name: 'responder', kind: 'rsa', extensions, sections }));
  const [{ certificate }] = [only(SIGNED, { ...OPTIONS, revocation: 'none' })];
  const { serial } = parseCertificate(certificate ?? assert.fail());
  const request = createOcspRequest({ issuer: parseCertificate(town.ca), serial, nonce: new Uint8Array(16) });
  const answer = town.shop.ocsp({ authority: 'ca', responder: 'responder', request, good: [serial] });
  /** About responders alone: the list is of another distribution point than the signer's. */
  const list = (...revoked: readonly { serial: string; at: number; reason: string }[]) =>
    town.shop.crl({
      issuer: 'ca',
      from: NOW - HOUR,
      to: NOW + DAY,
      extensions: ['authorityKeyIdentifier=keyid:always', 'issuingDistributionPoint=critical,@idp'],
      sections,
      revoked,
    });
  const outcome = (...crls: readonly Uint8Array[]) => {
    const report = only(SIGNED, { ...OPTIONS, time: NOW + 60_000, crls, ocspResponses: [answer] });
    return report.subIndication ?? report.indication;
  };
  assert.equal(outcome(), 'TRY_LATER');
  assert.equal(
    outcome(list({ serial: responder.serial, at: NOW - 10 * DAY, reason: 'keyCompromise' })),
    'TRY_LATER',
  );
  assert.equal(outcome(list()), 'TOTAL-PASSED');
});

test('a list of a stranger does not make an old word a fresh one', () => {
  const signature = () => {
    let value: Uint8Array = new Uint8Array();
    altered(SIGNED, ({ signer }) => {
      value = childWith(signer, 0x04)?.content ?? value;
    });
    return value;
  };
  const stamped = withUnsigned(SIGNED, newAttribute(CMS_OID.signatureTimestamp, town.stamp(signature())));
  const crls = [
    town.crl({ from: NOW - HOUR, to: NOW + HOUR }),
    town.crl({ issuer: 'time-ca', from: NOW - HOUR, to: NOW + HOUR }),
  ];
  const options: SignatureOptions = { ...OPTIONS, crls, revocationFreshness: 'issued-after' };
  const stranger = makeCrl(makeRoot({ name: 'Nobody' }), { from: NOW + 5 * 60_000, to: NOW + DAY });
  assert.equal(only(stamped, options).subIndication, 'TRY_LATER');
  assert.equal(only(withCrls(stamped, stranger), options).subIndication, 'TRY_LATER');
  const fresh = town.crl({ number: '02', from: NOW + 5 * 60_000, to: NOW + DAY });
  assert.equal(only(stamped, { ...options, crls: [...crls, fresh] }).indication, 'TOTAL-PASSED');
});
