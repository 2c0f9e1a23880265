import { BytesError, equal } from '@kazasu/bytes';
import { documentReport, judgeSignature } from '../ades/index.ts';
import {
  type DocumentReport,
  openDocument,
  SIGNATURE_KINDS,
  type SignatureOptions,
  type SignatureReport,
} from '../building-block/index.ts';
import {
  CMS_CONTENT,
  CMS_FORM,
  CMS_SIGNERS,
  contentOf,
  readSignedData,
  type SignedData,
  signerFacts,
} from '../cms/index.ts';
import { INTERNAL_FAULT } from '../complete.ts';
import { isParseError } from '../error.ts';
import { requireOctets, requireOptions } from '../option.ts';
import type { Check } from '../report.ts';
import { failed, passed, undetermined } from '../rule.ts';

/**
 * Verifies a CMS SignedData: CAdES (B, T, LT), or plain CMS, which the report names `CMS`. Octets that
 * are no SignedData are a FORMAT_FAILURE with the code of the error. Throws nothing but a TypeError, for an option that is not
 * of its kind.
 */
export function verifyCms(der: Uint8Array, options: SignatureOptions): DocumentReport {
  requireOctets(der);
  requireOptions(options, SIGNATURE_KINDS);
  try {
    return verify(der, options);
  } catch {
    return documentReport('CMS', options.time, [INTERNAL_FAULT], []);
  }
}

function verify(der: Uint8Array, options: SignatureOptions): DocumentReport {
  const read = readOrFault(der);
  if ('id' in read) return documentReport('CMS', options.time, [read], []);
  const checks: Check[] = [
    passed(CMS_FORM),
    read.signers.length > 0
      ? passed(CMS_SIGNERS, { count: read.signers.length })
      : undetermined(CMS_SIGNERS, 'none'),
  ];
  if (read.content !== undefined && options.content !== undefined) {
    checks.push(equal(read.content, options.content) ? passed(CMS_CONTENT) : failed(CMS_CONTENT, 'other'));
  }
  const signatures = judgeSigners(read, options);
  const format =
    signatures.every(({ format }) => format === 'CAdES') && signatures.length > 0 ? 'CAdES' : 'CMS';
  return documentReport(format, options.time, checks, signatures);
}

function judgeSigners(signedData: SignedData, options: SignatureOptions): SignatureReport[] {
  const octets = signedData.content ?? options.content;
  const content = octets && contentOf(octets);
  const session = openDocument(options);
  const pool = session.reader.certificates(options.intermediates);
  return signedData.signers.map((signer) =>
    judgeSignature(signerFacts(signedData, signer, content, pool), options, session),
  );
}

function readOrFault(der: Uint8Array): SignedData | Check {
  try {
    return readSignedData(der);
  } catch (error) {
    if (!isParseError(error)) throw error;
    const notDer = error instanceof BytesError && error.code === 'bytes/der';
    return failed(CMS_FORM, notDer ? 'not-der' : 'malformed', { code: error.code });
  }
}
