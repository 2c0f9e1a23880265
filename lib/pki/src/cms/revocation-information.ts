import {
  contextTag,
  DER,
  type DerReader,
  derContext,
  derOctetString,
  derOid,
  derSequence,
  derValue,
} from '@kazasu/bytes';
import { CMS_OID } from '../cms-oid.ts';
import { PkiError } from '../error.ts';
import { readOid } from '../known-oid.ts';
import { OID } from '../oid.ts';

export interface RevocationInformation {
  readonly crls: readonly Uint8Array[];
  readonly ocspResponses: readonly Uint8Array[];
  /** Something else than a CRL is there (it raises the version of the SignedData). */
  readonly hasOther: boolean;
}

const SOURCES_MAX = 64;

/** `RevocationInfoChoices` (RFC 5652 section 10.2.1): CRLs, and OCSP answers as RFC 5940 puts them. Others are passed over. */
export function readRevocationInformation(set: DerReader | undefined): RevocationInformation {
  const crls: Uint8Array[] = [];
  const ocspResponses: Uint8Array[] = [];
  let hasOther = false;
  for (let count = 0; set !== undefined && !set.atEnd; count++) {
    if (count >= SOURCES_MAX) throw new PkiError('pki/budget', 'too many CRLs');
    if (set.peek() !== contextTag(1)) {
      crls.push(set.encoded(set.next(DER.sequence)));
      continue;
    }
    hasOther = true;
    const other = set.enter(contextTag(1));
    const format = readOid(other);
    const value = other.encoded(other.next());
    other.finish();
    if (format === CMS_OID.ocspResponse) ocspResponses.push(value);
    if (format === OID.ocspBasic) ocspResponses.push(ocspResponseOf(value));
  }
  return { crls, ocspResponses, hasOther };
}

/** A BasicOCSPResponse in the OCSPResponse (RFC 6960 section 4.2.1) that every reader of answers expects. */
export function ocspResponseOf(basic: Uint8Array): Uint8Array {
  const successful = derValue(DER.enumerated, Uint8Array.of(0));
  return derSequence(successful, derContext(0, derSequence(derOid(OID.ocspBasic), derOctetString(basic))));
}
