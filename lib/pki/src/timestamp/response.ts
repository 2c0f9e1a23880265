import { DER, DerReader } from '@kazasu/bytes';
import { PkiError } from '../error.ts';

/** PKIStatus (RFC 3161 section 2.4.2). */
const STATUSES = [
  'granted',
  'grantedWithMods',
  'rejection',
  'waiting',
  'revocationWarning',
  'revocationNotification',
] as const;

export type TimestampStatus = (typeof STATUSES)[number];

/** PKIFailureInfo, by bit. */
const FAILURES: { readonly [bit: number]: string } = {
  0: 'badAlg',
  2: 'badRequest',
  5: 'badDataFormat',
  14: 'timeNotAvailable',
  15: 'unacceptedPolicy',
  16: 'unacceptedExtension',
  17: 'addInfoNotAvailable',
  25: 'systemFailure',
};

/** What the unit answered, read but not judged. */
export interface TimestampResponse {
  readonly status: TimestampStatus;
  /** Names of PKIFailureInfo; only of refusals. */
  readonly failures: readonly string[];
  /** DER of the ContentInfo; there exactly if a time-stamp was granted. Not judged yet: `verifyTimestampToken`. */
  readonly token: Uint8Array | undefined;
}

const RESPONSE_BYTES_MAX = 1 << 20;

/**
 * Reads one DER TimeStampResp (RFC 3161 section 2.4.2). A grant without a token and a refusal with one are refused.
 * Throws PkiError or BytesError.
 */
export function parseTimestampResponse(der: Uint8Array): TimestampResponse {
  if (der.length > RESPONSE_BYTES_MAX) throw new PkiError('pki/budget', 'time-stamp response too large');
  const reader = DerReader.document(der);
  const info = reader.enter();
  const status = STATUSES[info.smallInteger()];
  if (status === undefined) throw new PkiError('pki/timestamp', 'unknown status');
  // Free text for people; it goes nowhere from here.
  if (info.peek() === DER.sequence) info.next();
  const failures = info.peek() === DER.bitString ? readFailures(info) : [];
  info.finish();
  const token = reader.atEnd ? undefined : reader.encoded(reader.next(DER.sequence));
  reader.finish();
  const granted = status === 'granted' || status === 'grantedWithMods';
  if (granted !== (token !== undefined)) {
    throw new PkiError('pki/timestamp', 'a grant without a token, or a refusal with one');
  }
  return { status, failures, token };
}

function readFailures(reader: DerReader): string[] {
  const { bytes, unusedBits } = reader.bitString();
  const bits = Math.min(bytes.length * 8 - unusedBits, 64);
  const set = Array.from({ length: bits }, (_, bit) => bit).filter(
    (bit) => ((bytes[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0,
  );
  return set.map((bit) => FAILURES[bit] ?? `bit ${bit}`);
}
