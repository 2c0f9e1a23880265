import { contextTag, DER, type DerReader } from '@kazasu/bytes';
import { CMS_OID } from '../cms-oid.ts';
import { PkiError } from '../error.ts';
import { readOid } from '../known-oid.ts';
import type { Check } from '../report.ts';
import { failed } from '../rule.ts';
import { type AttributeSet, attributesOf, singleValue } from './attribute.ts';
import { ocspResponseOf } from './revocation-information.ts';
import { CMS_POLICY, CMS_VALUES } from './rules.ts';
import { type Read, readOrFault } from './signed-attributes.ts';
import type { SignerInfo } from './signer-info.ts';

/** What attributes carry for judging later: everything DER. */
export interface Embedded {
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocspResponses: readonly Uint8Array[];
  /** Of attributes that could not be read. */
  readonly faults: readonly Check[];
}

const VALUES_MAX = 64;

/** certificate-values and revocation-values (RFC 5126 section 6.3), and the archival attribute of PDF signatures. */
export function readEmbedded({ signedAttributes, unsignedAttributes }: SignerInfo): Embedded {
  const certificates = singleValue(unsignedAttributes, CMS_OID.certificateValues);
  const revocation = singleValue(unsignedAttributes, CMS_OID.revocationValues);
  const pdf = singleValue(signedAttributes, CMS_OID.pdfRevocationInformation);
  const own = certificates && readOrFault(CMS_VALUES, certificates, readList);
  const values = [
    revocation && readOrFault(CMS_VALUES, revocation, (reader) => readRevocation(reader, ocspResponseOf)),
    pdf && readOrFault(CMS_VALUES, pdf, (reader) => readRevocation(reader, (response) => response)),
  ];
  const faults = [own, ...values].flatMap((read) => (read && 'fault' in read ? [read.fault] : []));
  const good = values.flatMap((read) => (read && 'value' in read ? [read.value] : []));
  return {
    certificates: own && 'value' in own ? own.value : [],
    crls: good.flatMap(({ crls }) => crls),
    ocspResponses: good.flatMap(({ ocspResponses }) => ocspResponses),
    faults,
  };
}

function readList(reader: DerReader): Uint8Array[] {
  const list = reader.enter();
  const values: Uint8Array[] = [];
  while (!list.atEnd) {
    if (values.length >= VALUES_MAX) throw new PkiError('pki/budget', 'too many values');
    values.push(list.encoded(list.next(DER.sequence)));
  }
  return values;
}

/** `[0] crls, [1] ocsps, [2] others`, all optional; others are passed over. */
function readRevocation(reader: DerReader, asResponse: (ocsp: Uint8Array) => Uint8Array) {
  const sequence = reader.enter();
  const listIn = (number: number) => {
    const block = sequence.enterIf(contextTag(number));
    const list = block === undefined ? [] : readList(block);
    block?.finish();
    return list;
  };
  const crls = listIn(0);
  const ocspResponses = listIn(1).map(asResponse);
  if (sequence.peek() === contextTag(2)) sequence.next();
  sequence.finish();
  return { crls, ocspResponses };
}

/** Each costs several signatures to judge; honest documents have one or two. */
const TOKENS_MAX = 8;

/** DER of the time-stamp tokens, in the order of the document. */
export function readTokens({ signedAttributes, unsignedAttributes }: SignerInfo): Read<Tokens> {
  const tokensIn = (set: AttributeSet | undefined, oid: string) =>
    attributesOf(set, oid).flatMap(({ values }) => values);
  const signature = tokensIn(unsignedAttributes, CMS_OID.signatureTimestamp);
  const content = tokensIn(signedAttributes, CMS_OID.contentTimestamp);
  return signature.length + content.length > TOKENS_MAX
    ? { fault: failed(CMS_VALUES, 'too-many') }
    : { value: { signature, content } };
}

export interface Tokens {
  readonly signature: readonly Uint8Array[];
  readonly content: readonly Uint8Array[];
}

/** `SignaturePolicy` (RFC 5126 section 5.8.1): implied, or an object identifier with the hash of a text. */
export function readPolicy({ signedAttributes }: SignerInfo): Read<string> | undefined {
  const value = singleValue(signedAttributes, CMS_OID.signaturePolicy);
  if (value === undefined) return undefined;
  return readOrFault(CMS_POLICY, value, (reader) => {
    if (reader.peek() === DER.null) {
      reader.null();
      return 'implied';
    }
    const sequence = reader.enter();
    const oid = readOid(sequence);
    if (!sequence.atEnd) sequence.next(DER.sequence);
    if (!sequence.atEnd) sequence.next(DER.sequence);
    sequence.finish();
    return oid;
  });
}
