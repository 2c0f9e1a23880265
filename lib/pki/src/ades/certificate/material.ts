import { type Certificate, parseCertificate } from '../../certificate.ts';
import { type Crl, parseCrl } from '../../crl/index.ts';
import { hash } from '../../crypto.ts';
import { isParseError } from '../../error.ts';
import { isAnswer, type OcspAnswer, parseOcspResponse } from '../../ocsp/response.ts';
import type { CertificateInput } from '../../path/index.ts';

/** One word about revocation, and since when it can be known. */
export interface Source {
  readonly crl?: Crl;
  readonly ocsp?: { readonly der: Uint8Array; readonly answer: OcspAnswer };
  readonly issuedAt: number;
  /** From the document itself rather than from the caller. */
  readonly embedded: boolean;
}

/** Everything that may help to judge certificates, read once for signer and time-stamp units alike. */
export interface Material {
  readonly certificates: readonly Certificate[];
  /** How many of them, from the first, stand in the document. */
  readonly embeddedCertificates: number;
  readonly sources: readonly Source[];
  /** SHA-256, lower-case hexadecimal, of the embedded CRLs and OCSP answers. */
  readonly embedded: ReadonlySet<string>;
  /** How many of the embedded CRLs and OCSP answers could not be read; they count for nothing. */
  readonly unreadable: number;
}

export interface MaterialInput {
  readonly certificates?: readonly CertificateInput[];
  readonly crls?: readonly (Uint8Array | Crl)[];
  readonly ocspResponses?: readonly Uint8Array[];
}

/** More than any honest signature needs; what is beyond is passed over, and so never good. */
const CERTIFICATES_MAX = 128;
const SOURCES_MAX = 64;

/** Reads what the document carries and what the caller gives. What cannot be read is passed over. */
export function materialOf(document: MaterialInput, given: MaterialInput): Material {
  const embeddedOnes = certificatesOf(document);
  const own = sourcesOf(document, true);
  const theirs = sourcesOf(given, false);
  const unreadable = (document.crls?.length ?? 0) + (document.ocspResponses?.length ?? 0) - own.length;
  const embedded = new Set(own.map((source) => hash('sha256', encodedOf(source), 'hex')));
  return {
    certificates: [...embeddedOnes, ...certificatesOf(given)],
    embeddedCertificates: embeddedOnes.length,
    // The caller's first: what the document brings along must not push it out.
    sources: [...theirs, ...own].slice(0, SOURCES_MAX),
    embedded,
    unreadable,
  };
}

function certificatesOf({ certificates = [] }: MaterialInput): Certificate[] {
  return certificates
    .slice(0, CERTIFICATES_MAX)
    .flatMap((one) => readOr(() => (one instanceof Uint8Array ? parseCertificate(one) : one)));
}

function sourcesOf({ crls = [], ocspResponses = [] }: MaterialInput, embedded: boolean): Source[] {
  return [
    ...crls.slice(0, SOURCES_MAX).flatMap((input) => readOr(() => crlSource(input, embedded))),
    ...ocspResponses.slice(0, SOURCES_MAX).flatMap((der) => readOr(() => ocspSource(der, embedded))),
  ];
}

function crlSource(input: Uint8Array | Crl, embedded: boolean): Source {
  const crl = input instanceof Uint8Array ? parseCrl(input) : input;
  return { crl, issuedAt: crl.thisUpdate, embedded };
}

/** An answer counts from when both its producer and its contents were there. */
function ocspSource(der: Uint8Array, embedded: boolean): Source | undefined {
  const answer = parseOcspResponse(der);
  if (!isAnswer(answer)) return undefined;
  const times = answer.answers.map(({ thisUpdate }) => thisUpdate);
  return { ocsp: { der, answer }, issuedAt: Math.max(answer.producedAt, ...times), embedded };
}

function encodedOf({ crl, ocsp }: Source): Uint8Array {
  return crl?.encoded ?? ocsp?.der ?? new Uint8Array();
}

function readOr<T>(read: () => T | undefined): T[] {
  try {
    const value = read();
    return value === undefined ? [] : [value];
  } catch (error) {
    if (isParseError(error)) return [];
    throw error;
  }
}
