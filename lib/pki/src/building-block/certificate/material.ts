import { type Certificate, parseCertificate } from '../../certificate.ts';
import { type Crl, type KnownCrlNumbers, parseCrl } from '../../crl/index.ts';
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

/** Everything that may help to judge certificates: what the caller gives comes before what the document brings along. */
export interface Material {
  readonly certificates: readonly Certificate[];
  /** Certificates were left out because of the limit. */
  readonly certificatesCut: boolean;
  /** Those of them that stand in the document. */
  readonly embeddedCertificates: readonly Certificate[];
  readonly sources: readonly Source[];
  /** Those beyond the limit: they count for nothing, but what they say against a certificate is not overlooked. */
  readonly unexamined: readonly Source[];
  /** Some were not even read. */
  readonly sourcesCut: boolean;
  /** The caller's. */
  readonly knownCrlNumbers: KnownCrlNumbers | undefined;
}

export interface MaterialInput {
  readonly certificates?: readonly CertificateInput[];
  readonly crls?: readonly (Uint8Array | Crl)[];
  readonly ocspResponses?: readonly Uint8Array[];
  readonly knownCrlNumbers?: KnownCrlNumbers;
}

/** More than any honest signature needs; what is beyond is passed over, and so never good. */
const CERTIFICATES_MAX = 128;
const SOURCES_MAX = 64;

/** CRLs, and as many OCSP answers, that are read: a document that many signed over the years brings hundreds along. */
const READ_MAX = 1024;

/** Reads what a document and its caller bring: each once, however many signatures and time-stamps lean on it. */
export class MaterialReader {
  readonly #given: MaterialInput;
  readonly #read = new Map<object, unknown>();

  constructor(given: MaterialInput) {
    this.#given = given;
  }

  /** What cannot be read is passed over. */
  materialOf(document: MaterialInput): Material {
    const given = this.certificates(this.#given.certificates);
    const embeddedCertificates = this.certificates(document.certificates);
    const { knownCrlNumbers } = this.#given;
    const inputs = [this.#given, document];
    const isCut = (list: readonly unknown[] | undefined, limit: number) => (list?.length ?? 0) > limit;
    const sources = [...this.#sources(this.#given, false), ...this.#sources(document, true)];
    return {
      certificates: given.length === 0 ? embeddedCertificates : [...given, ...embeddedCertificates],
      certificatesCut: inputs.some(({ certificates }) => isCut(certificates, CERTIFICATES_MAX)),
      embeddedCertificates,
      knownCrlNumbers,
      sources: sources.slice(0, SOURCES_MAX),
      unexamined: sources.slice(SOURCES_MAX),
      sourcesCut: inputs.some((one) => isCut(one.crls, READ_MAX) || isCut(one.ocspResponses, READ_MAX)),
    };
  }

  certificates(inputs: readonly CertificateInput[] = []): Certificate[] {
    const certificates: Certificate[] = [];
    for (const input of inputs.slice(0, CERTIFICATES_MAX)) {
      const certificate =
        input instanceof Uint8Array ? this.#once(input, () => parseCertificate(input)) : input;
      if (certificate !== undefined) certificates.push(certificate);
    }
    return certificates;
  }

  #sources({ crls = [], ocspResponses = [] }: MaterialInput, embedded: boolean): Source[] {
    const sources: Source[] = [];
    for (const input of crls.slice(0, READ_MAX)) {
      const crl = input instanceof Uint8Array ? this.#once(input, () => parseCrl(input)) : input;
      if (crl !== undefined) sources.push({ crl, issuedAt: crl.thisUpdate, embedded });
    }
    for (const der of ocspResponses.slice(0, READ_MAX)) {
      const answer = this.#once(der, () => parseOcspResponse(der));
      if (answer !== undefined && isAnswer(answer)) sources.push(ocspSource(der, answer, embedded));
    }
    return sources;
  }

  /** By the very octets; undefined for what cannot be read. */
  #once<T>(octets: Uint8Array, read: () => T): T | undefined {
    if (this.#read.has(octets)) return this.#read.get(octets) as T | undefined;
    let value: T | undefined;
    try {
      value = read();
    } catch (error) {
      if (!isParseError(error)) throw error;
    }
    this.#read.set(octets, value);
    return value;
  }
}

/** An answer counts from when both its producer and its contents were there. */
function ocspSource(der: Uint8Array, answer: OcspAnswer, embedded: boolean): Source {
  const times = answer.answers.map(({ thisUpdate }) => thisUpdate);
  return { ocsp: { der, answer }, issuedAt: Math.max(answer.producedAt, ...times), embedded };
}
