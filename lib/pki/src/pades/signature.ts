import type { SignatureFacts } from '../building-block/index.ts';
import type { Certificate } from '../certificate.ts';
import {
  attributesOf,
  CMS_OID,
  readSignedData,
  type SignedData,
  type SignerInfo,
  signerFacts,
} from '../cms/index.ts';
import { isParseError } from '../error.ts';
import type { PdfDocument } from '../pdf/index.ts';
import type { Check } from '../report.ts';
import { failed, passed } from '../rule.ts';
import { type Coverage, checkByteRange, checkContents } from './check-byte-range.ts';
import { BASELINE, checkBaseline, checkDictionary } from './check-dictionary.ts';
import { coveredContent } from './covered.ts';
import { PADES_CMS } from './rules-signature.ts';
import type { SignatureDictionary } from './signature-dictionary.ts';

/** A signature with what it covers; `der` and `coverage` are there if they were found in order. */
export interface FoundSignature extends SignatureDictionary {
  readonly checks: readonly Check[];
  /** The revision that brought it into the form, whatever it claims to cover. */
  readonly revision: number;
  readonly coverage: Coverage | undefined;
  readonly der: Uint8Array | undefined;
}

/** The checks of the form that need no CMS. */
export function examine(
  document: PdfDocument,
  signature: SignatureDictionary,
  revision: number,
  fieldCheck: (covered: number | undefined) => Check,
): FoundSignature {
  const range = checkByteRange(signature, document);
  const contents = checkContents(signature, document.bytes);
  const checks = [
    checkDictionary(signature),
    checkBaseline(signature),
    range.check,
    contents.check,
    fieldCheck(range.coverage?.revision),
  ];
  return { ...signature, checks, revision, coverage: range.coverage, der: contents.der };
}

/** Reads the CMS of a signature, and hands over what there is to be judged. */
export function factsOf(
  document: PdfDocument,
  signature: FoundSignature,
  pool: readonly Certificate[],
): SignatureFacts {
  const { checks, coverage, der } = signature;
  const refuse = (...more: Check[]): SignatureFacts => ({ ...NO_FACTS, formChecks: [...checks, ...more] });
  if (coverage === undefined || der === undefined) return refuse();
  const { gapStart, gapEnd, end } = coverage;
  const content = coveredContent(document.bytes, gapStart, gapEnd, end);
  try {
    const signedData = readSignedData(der);
    const [signer] = signedData.signers;
    const check = checkCms(signedData, signature.subFilter === BASELINE);
    if (signer === undefined || check.status === 'failed') return refuse(check);
    return withForm(signerFacts(signedData, signer, content, pool), signature, [...checks, check]);
  } catch (error) {
    if (isParseError(error)) return refuse(failed(PADES_CMS, 'malformed', { code: error.code }));
    throw error;
  }
}

function withForm(
  facts: SignatureFacts,
  signature: FoundSignature,
  checks: readonly Check[],
): SignatureFacts {
  const { claimedTime: inCms, ...rest } = facts;
  const claimedTime = signature.claimedTime ?? inCms;
  return {
    ...rest,
    format: signature.subFilter === BASELINE ? 'PAdES' : 'CMS',
    formChecks: [...checks, ...facts.formChecks],
    ...(claimedTime !== undefined && { claimedTime }),
  };
}

function checkCms({ signers, content, contentType }: SignedData, baseline: boolean): Check {
  const [signer] = signers;
  if (signer === undefined || signers.length !== 1) return failed(PADES_CMS, 'signers');
  if (content !== undefined) return failed(PADES_CMS, 'content');
  if (contentType !== CMS_OID.data) return failed(PADES_CMS, 'type');
  return (baseline ? attributeFault(signer) : undefined) ?? passed(PADES_CMS);
}

function attributeFault({ signedAttributes }: SignerInfo): Check | undefined {
  if (signedAttributes === undefined) return failed(PADES_CMS, 'attributes');
  const has = (oid: string) => attributesOf(signedAttributes, oid).length > 0;
  if (has(CMS_OID.signingTime)) return failed(PADES_CMS, 'signing-time');
  if (!has(CMS_OID.signingCertificate) && !has(CMS_OID.signingCertificateV2)) {
    return failed(PADES_CMS, 'signing-certificate');
  }
  return undefined;
}

/** For a signature that is not read further: its checks say why. */
const NO_FACTS: SignatureFacts = {
  format: 'PAdES',
  formChecks: [],
  signingCertificate: undefined,
  certificateReferences: [],
  certificates: [],
  crls: [],
  ocspResponses: [],
  digestsMatch: () => [],
  verifySignature: () => failed(PADES_CMS, 'malformed'),
  signatureTimestamps: [],
};
