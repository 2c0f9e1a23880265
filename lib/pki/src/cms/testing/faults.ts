import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import {
  derContext,
  derNull,
  derOctetString,
  derOid,
  derSequence,
  derUnsignedInteger,
  derValue,
} from '@kazasu/bytes';
import type { SignatureOptions } from '../../building-block/index.ts';
import { verifyCms } from '../../cades/index.ts';
import { parseCertificate } from '../../certificate.ts';
import { CMS_OID } from '../../cms-oid.ts';
import { parseCrl } from '../../crl/index.ts';
import type { Tree } from '../../testing/der-tree.ts';
import { NOW } from '../../testing/hierarchy.ts';
import { attribute, newAttribute, type Parts, resigned } from './signer-tree.ts';
import { SigningTown } from './signers.ts';

/** What the faults of CMS signatures are planted in, and how: each file of tests has a town of its own. */
export const town = new SigningTown();
export const key = town.shop.privateKey('rsa');
export const signer = parseCertificate(town.derOf('rsa'));
// The same key under another serial number: the signature fits both.
town.person({ name: 'twin', key: 'rsa', subject: '/C=JP/CN=rsa' });
town.person({ name: 'p256', kind: 'p256' });
export const twin = town.derOf('twin');
export const SHA256 = derSequence(derOid('2.16.840.1.101.3.4.2.1'));
export const RSA = [derOid('1.2.840.113549.1.1.1'), derNull()];
export const CONTENT = Buffer.from('かざす\r\n'.repeat(20));
export const OPTIONS: SignatureOptions = {
  anchors: [parseCertificate(town.ca)],
  time: NOW,
  crls: [parseCrl(town.crl())],
  content: CONTENT,
};

export const again = (der: Uint8Array, change: (parts: Parts) => void) => resigned(der, { key }, change);
export const drop = (parts: Parts, oid: string) => {
  const { signed } = parts;
  signed?.children?.splice(signed.children.indexOf(attribute(signed, oid)), 1);
};
export const add = ({ signed }: Parts, one: Tree) => signed?.children?.push(one);

export const DETACHED = town.sign(CONTENT);
export const ENVELOPING = town.sign(CONTENT, ['rsa'], ['-cades', '-nodetach']);
export const PLAIN = town.sign(CONTENT, ['rsa'], ['-noattr']);
export const PSS = town.sign(CONTENT, ['rsa'], ['-cades', '-keyopt', 'rsa_padding_mode:pss']);
export const PROTECTED = protect(DETACHED);

/** algorithm protection as RFC 6211 has it; OpenSSL's command line writes none. */
export function protect(
  der: Uint8Array,
  signature: readonly Uint8Array[] = RSA,
  digest: Uint8Array = SHA256,
): Uint8Array {
  const value = derSequence(digest, derValue(0xa1, ...signature));
  return again(der, (parts) => add(parts, newAttribute(CMS_OID.algorithmProtection, value)));
}

export const reference = (certificate: Uint8Array, ...rest: readonly Uint8Array[]) => {
  const digest = createHash('sha256').update(certificate).digest();
  return derSequence(derSequence(derSequence(derOctetString(digest), ...rest)));
};
export const withReference = (value: Uint8Array) =>
  again(DETACHED, (parts) => {
    drop(parts, CMS_OID.signingCertificateV2);
    add(parts, newAttribute(CMS_OID.signingCertificateV2, value));
  });
export const issuerSerial = (name: Uint8Array, serial: Uint8Array) =>
  derSequence(derSequence(derContext(4, name)), derUnsignedInteger(serial));

export const FORM = 'TOTAL-FAILED FORMAT_FAILURE';
export const NO_SIGNER = 'INDETERMINATE NO_SIGNING_CERTIFICATE_FOUND';
export const HASH = 'TOTAL-FAILED HASH_FAILURE';
export const WRONG = 'TOTAL-FAILED SIG_CRYPTO_FAILURE';

export interface Case {
  readonly title: string;
  readonly der: Uint8Array;
  readonly expected: string;
  /** First check that did not pass, with its reason. */
  readonly check: string;
  /** Why OpenSSL takes what is refused here; absent: it refuses too. */
  readonly opensslTakesIt?: string;
  readonly content?: Uint8Array;
}

/** One test a fault: the verdict, the check that names it, and what OpenSSL says to it. */
export function testFaults(cases: readonly Case[]): void {
  for (const { title, der, expected, check, opensslTakesIt, content = CONTENT } of cases) {
    test(`refused: ${title}`, () => {
      const options = { ...OPTIONS, content, revocation: 'none' as const };
      const report = verifyCms(der, options);
      const { indication, subIndication } = report;
      assert.equal([indication, subIndication].filter((part) => part !== undefined).join(' '), expected);
      const checks = [...report.checks, ...report.signatures.flatMap((one) => one.checks)];
      const first = checks.find(({ status }) => status === 'failed' || status === 'undetermined');
      assert.equal(`${first?.id} ${first?.reason}`, check);
      const enveloping = content === CONTENT ? isEnveloping(der) : title.includes('inside');
      const opinion = town.cmsOpinion(der, enveloping ? undefined : content);
      assert.equal(opinion.accepts, opensslTakesIt !== undefined, opinion.text);
    });
  }
}

function isEnveloping(der: Uint8Array): boolean {
  return Buffer.from(der).includes(CONTENT);
}
