import type { XmlPart } from '../xml/index.ts';
import { encapsulated } from './encapsulated.ts';
import type { FormNotes } from './form.ts';
import { isNamed, isPure } from './grammar.ts';
import { COUNTS } from './limits.ts';
import { XADES, XADES_141 } from './names.ts';
import { XADES_UNSIGNED } from './rules.ts';
import { readTimestamp, type XmlTimestamp } from './timestamp.ts';

/** What was added to a signature after it was made. Nobody vouches for it but its own signatures. */
export interface UnsignedFacts {
  readonly timestamps: readonly XmlTimestamp[];
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocspResponses: readonly Uint8Array[];
  /** Names of properties that are not judged. */
  readonly ignored: readonly string[];
}

/** Names of the standards' own: only these are told, since others could say anything. */
const TOLD: ReadonlySet<string> = new Set([
  'CounterSignature',
  'CompleteCertificateRefs',
  'CompleteCertificateRefsV2',
  'CompleteRevocationRefs',
  'AttributeCertificateRefs',
  'AttributeCertificateRefsV2',
  'AttributeRevocationRefs',
  'SigAndRefsTimeStamp',
  'SigAndRefsTimeStampV2',
  'RefsOnlyTimeStamp',
  'RefsOnlyTimeStampV2',
  'AttrAuthoritiesCertValues',
  'AttributeRevocationValues',
  'ArchiveTimeStamp',
  'RenewedDigests',
  'RenewedDigestsV2',
  'SignaturePolicyStore',
]);

export function readUnsignedProperties(
  part: XmlPart | undefined,
  form: FormNotes,
): UnsignedFacts | undefined {
  const properties =
    part?.children.filter((child) => isNamed(child, XADES, 'UnsignedSignatureProperties')) ?? [];
  if (properties.length > 1) return form.fail(XADES_UNSIGNED, 'structure');
  const found = new Collection();
  for (const property of properties[0]?.children ?? []) found.take(property);
  if (found.fault !== undefined) return form.fail(XADES_UNSIGNED, found.fault);
  const tooMany =
    found.timestamps.length > COUNTS.timestamps ||
    found.certificates.length > COUNTS.certificates ||
    found.crls.length + found.ocspResponses.length > COUNTS.revocations;
  return tooMany ? form.fail(XADES_UNSIGNED, 'too-many') : found;
}

class Collection implements UnsignedFacts {
  readonly timestamps: XmlTimestamp[] = [];
  readonly certificates: Uint8Array[] = [];
  readonly crls: Uint8Array[] = [];
  readonly ocspResponses: Uint8Array[] = [];
  readonly ignored: string[] = [];
  fault: 'structure' | 'timestamp' | 'value' | undefined;

  take(property: XmlPart): void {
    if (isNamed(property, XADES, 'SignatureTimeStamp')) this.#timestamp(property);
    else if (isNamed(property, XADES, 'CertificateValues')) this.#certificateValues(property);
    else if (isNamed(property, XADES, 'RevocationValues')) this.#revocationValues(property);
    else if (isNamed(property, XADES_141, 'TimeStampValidationData')) this.#validationData(property);
    else this.ignored.push(TOLD.has(property.name) ? property.name : 'other');
  }

  #timestamp(property: XmlPart): void {
    const read = readTimestamp(property);
    if (read === undefined) this.fault ??= 'timestamp';
    else this.timestamps.push(...read);
  }

  #certificateValues(property: XmlPart): void {
    for (const child of property.children) {
      if (isNamed(child, XADES, 'EncapsulatedX509Certificate')) this.#value(child, this.certificates);
      else this.ignored.push('other');
    }
    if (!isPure(property)) this.fault ??= 'structure';
  }

  #revocationValues(property: XmlPart): void {
    for (const group of property.children) {
      const isCrls = isNamed(group, XADES, 'CRLValues');
      if (!isCrls && !isNamed(group, XADES, 'OCSPValues')) {
        this.ignored.push('other');
        continue;
      }
      const name = isCrls ? 'EncapsulatedCRLValue' : 'EncapsulatedOCSPValue';
      for (const child of group.children) {
        if (!isNamed(child, XADES, name)) this.fault ??= 'structure';
        else this.#value(child, isCrls ? this.crls : this.ocspResponses);
      }
    }
  }

  #validationData(property: XmlPart): void {
    for (const child of property.children) {
      if (isNamed(child, XADES, 'CertificateValues')) this.#certificateValues(child);
      else if (isNamed(child, XADES, 'RevocationValues')) this.#revocationValues(child);
      else this.fault ??= 'structure';
    }
  }

  #value(part: XmlPart, into: Uint8Array[]): void {
    const octets = encapsulated(part);
    if (octets === undefined) this.fault ??= 'value';
    else into.push(octets);
  }
}
