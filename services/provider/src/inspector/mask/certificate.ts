import { fromBase64, fromBase64url, jstDate } from '@kazasu/bytes';
import {
  AUTHENTICATION_PROFILE,
  type Certificate,
  PHONE_AUTHENTICATION_PROFILE,
  PHONE_SIGNATURE_PROFILE,
  type Profile,
  parseCertificate,
  publicKeyOf,
  SIGNATURE_PROFILE,
  SIGNATURE_TEST_PROFILE,
} from '@kazasu/pki/login';
import * as v from 'valibot';
import { isText, masked } from './rule.ts';
import type { Rule, ShownCertificate } from './shown.ts';

const ROLES: readonly (readonly [ShownCertificate['role'], readonly Profile[]])[] = [
  ['authentication', [AUTHENTICATION_PROFILE, PHONE_AUTHENTICATION_PROFILE]],
  ['signature', [SIGNATURE_PROFILE, SIGNATURE_TEST_PROFILE, PHONE_SIGNATURE_PROFILE]],
];

/** What the parts of names and the extensions of these certificates are called; others by their numbers. */
const NAMES: { readonly [oid: string]: string } = {
  '2.5.4.3': 'CN',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.29.14': 'subjectKeyIdentifier',
  '2.5.29.15': 'keyUsage',
  '2.5.29.17': 'subjectAltName',
  '2.5.29.18': 'issuerAltName',
  '2.5.29.19': 'basicConstraints',
  '2.5.29.31': 'cRLDistributionPoints',
  '2.5.29.32': 'certificatePolicies',
  '2.5.29.35': 'authorityKeyIdentifier',
  '2.5.29.37': 'extKeyUsage',
  '1.3.6.1.5.5.7.1.1': 'authorityInfoAccess',
  '1.2.840.113549.1.1.1': 'RSA',
  '1.2.840.10045.2.1': 'EC',
  '1.2.840.113549.1.1.11': 'sha256WithRSAEncryption',
  '1.2.840.113549.1.1.12': 'sha384WithRSAEncryption',
  '1.2.840.113549.1.1.13': 'sha512WithRSAEncryption',
  '1.2.840.10045.4.3.2': 'ecdsa-with-SHA256',
  '1.2.840.10045.4.3.3': 'ecdsa-with-SHA384',
};

const Policies = v.array(v.object({ policy: v.string() }));

const nameOf = (oid: string) => NAMES[oid] ?? oid;

/** A person's certificate, in base64 or base64url, without what would tell who it is. */
export const certificate: Rule = (value) => {
  const read = isText(value) ? readCertificate(value) : undefined;
  return read === undefined ? masked(value) : { kind: 'certificate', certificate: shownCertificate(read) };
};

function readCertificate(encoded: string): Certificate | undefined {
  try {
    return parseCertificate(/[+/=]/.test(encoded) ? fromBase64(encoded) : fromBase64url(encoded));
  } catch {
    return undefined;
  }
}

function shownCertificate(read: Certificate): ShownCertificate {
  const policies = policiesOf(read);
  return {
    role:
      ROLES.find(([, profiles]) =>
        profiles.some((one) => (one.policies ?? []).some((oid) => policies.includes(oid))),
      )?.[0] ?? 'unknown',
    subject: read.subject.rdns.flat().map(({ type }) => nameOf(type)),
    issuer: read.issuer.rdns
      .flat()
      .map(({ type, text }) => `${nameOf(type)}=${text ?? '…'}`)
      .join(', '),
    serial: read.serial.slice(0, 4),
    from: yearOf(read.notBefore),
    until: yearOf(read.notAfter),
    policies,
    key: keyOf(read),
    algorithm: nameOf(read.signatureAlgorithm.oid),
    extensions: [...read.extensions.keys()].map(nameOf),
  };
}

function policiesOf({ extensions }: Certificate): string[] {
  const read = v.safeParse(Policies, extensions.get('2.5.29.32')?.decoded);
  return read.success ? read.output.map(({ policy }) => policy) : [];
}

function keyOf(read: Certificate): string {
  try {
    const { family, bits } = publicKeyOf(read);
    return `${family.toUpperCase()} ${bits}`;
  } catch {
    return nameOf(read.spki.algorithm.oid);
  }
}

/** "Without an end" (RFC 5280 section 4.1.2.5) is the last second of 9999 in London, and the year 9999 on the page. */
const LAST = Date.UTC(9999, 11, 31);

/** In Japan, where the card's certificates begin and end. */
function yearOf(milliseconds: number): number {
  return Number(jstDate(Math.min(milliseconds, LAST)).slice(0, 4));
}
