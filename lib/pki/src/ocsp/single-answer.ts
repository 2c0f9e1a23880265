import { contextTag, DER, type DerReader } from '@kazasu/bytes';
import { decodeReason } from '../crl/index.ts';
import { PkiError } from '../error.ts';
import { type Extensions, extensionTable, readExtensions } from '../extension/extension.ts';
import type { RevocationStatus } from '../revocation-status.ts';
import { type CertificateId, readCertificateId } from './certificate-id.ts';
import { ARCHIVE_CUTOFF } from './extension.ts';

/** `SingleResponse` (RFC 6960 section 4.2.1). */
export interface SingleAnswer {
  readonly id: CertificateId;
  readonly status: RevocationStatus;
  /** Milliseconds since 1970. */
  readonly thisUpdate: number;
  readonly nextUpdate: number | undefined;
  readonly extensions: Extensions;
}

const ANSWER_EXTENSIONS = extensionTable(ARCHIVE_CUTOFF);

export function readSingleAnswer(reader: DerReader): SingleAnswer {
  const id = readCertificateId(reader);
  const status = readStatus(reader);
  const thisUpdate = readTime(reader);
  const next = reader.enterIf(contextTag(0));
  const nextUpdate = next === undefined ? undefined : readTime(next);
  next?.finish();
  const block = reader.enterIf(contextTag(1));
  const extensions: Extensions = block === undefined ? new Map() : readExtensions(block, ANSWER_EXTENSIONS);
  block?.finish();
  reader.finish();
  return { id, status, thisUpdate, nextUpdate, extensions };
}

function readStatus(reader: DerReader): RevocationStatus {
  const revoked = reader.enterIf(contextTag(1));
  if (revoked !== undefined) return readRevoked(revoked);
  const good = reader.peek() === contextTag(0, false);
  const content = reader.octetString(good ? contextTag(0, false) : contextTag(2, false));
  if (content.length !== 0) throw new PkiError('pki/ocsp', 'status with content');
  return { kind: good ? 'good' : 'unknown' };
}

function readRevoked(reader: DerReader): RevocationStatus {
  const at = readTime(reader);
  const block = reader.enterIf(contextTag(0));
  const reason =
    block === undefined ? 'unspecified' : decodeReason(block.encoded(block.next(DER.enumerated)));
  block?.finish();
  reader.finish();
  return { kind: 'revoked', at, reason };
}

/** RFC 6960 section 4.2.2.1: times of an answer are GeneralizedTime always. */
export function readTime(reader: DerReader): number {
  if (reader.peek() !== DER.generalizedTime) throw new PkiError('pki/ocsp', 'time not a GeneralizedTime');
  return reader.time();
}
