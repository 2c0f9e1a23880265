/** Reads requests for time-stamps (RFC 3161 section 2.4.1) as a time-stamp unit must: bounded, strict, and refused by name. */
import { contextTag, DER, DerReader } from '@kazasu/bytes';
import { type AlgorithmIdentifier, type HashName, readAlgorithm } from '../algorithm.ts';
import { isParseError } from '../error.ts';
import { OID } from '../oid.ts';
import type { TimestampFailure } from './timestamp-response.ts';

/** What shall be time-stamped. */
export interface TimestampQuestion {
  /** MessageImprint, DER: the token repeats it byte by byte. */
  readonly imprint: Uint8Array;
  readonly hash: HashName;
  readonly digest: Uint8Array;
  /** Dotted; absent: whichever the unit works under. */
  readonly policy: string | undefined;
  /** Content octets of the INTEGER. */
  readonly nonce: Uint8Array | undefined;
  /** Whether the token shall hold the unit's certificate. */
  readonly certificateWanted: boolean;
}

export type TimestampQuestionOrFailure =
  | { readonly question: TimestampQuestion }
  | { readonly failure: TimestampFailure };

/** Far above a request with the longest hash, a policy and a nonce. */
const TIMESTAMP_REQUEST_OCTETS_MAX = 1024;
/** What the judging half reads back at most. */
const NONCE_OCTETS_MAX = 64;

const HASHES: { readonly [oid: string]: { readonly name: HashName; readonly octets: number } } = {
  [OID.sha256]: { name: 'sha256', octets: 32 },
  [OID.sha384]: { name: 'sha384', octets: 48 },
  [OID.sha512]: { name: 'sha512', octets: 64 },
};

/** Ends the reading of a request that has the form of one. */
class Refusal extends Error {
  readonly failure: TimestampFailure;

  constructor(failure: TimestampFailure) {
    super(failure);
    this.failure = failure;
  }
}

/** A request that may be granted, or the reason why it may not. Does not throw for what the octets are. */
export function readTimestampRequest(der: Uint8Array): TimestampQuestionOrFailure {
  if (der.length > TIMESTAMP_REQUEST_OCTETS_MAX) return { failure: 'badDataFormat' };
  try {
    return { question: readQuestion(DerReader.document(der)) };
  } catch (error) {
    if (error instanceof Refusal) return { failure: error.failure };
    if (isParseError(error)) return { failure: 'badDataFormat' };
    throw error;
  }
}

/** The whole form is read before anything is refused for what it says, so that the reason is the same for all readers. */
function readQuestion(reader: DerReader): TimestampQuestion {
  const version = reader.integer();
  const start = reader.offset;
  const inner = reader.enter();
  const imprint = reader.bytes.subarray(start, reader.offset);
  const algorithm = readAlgorithm(inner);
  const digest = inner.octetString();
  inner.finish();
  const policy = reader.peek() === DER.oid ? reader.oid() : undefined;
  const nonce = reader.peek() === DER.integer ? readNonce(reader) : undefined;
  const certificateWanted = readWanted(reader);
  const extended = reader.peek() === contextTag(0);
  if (extended) reader.next();
  reader.finish();
  if (version !== 1n) throw new Refusal('badRequest');
  const hash = hashOf(algorithm, digest);
  // RFC 3161 section 2.4.1: whatever is not known is refused, critical or not; and none is known.
  if (extended) throw new Refusal('unacceptedExtension');
  return { imprint, hash, digest, policy, nonce, certificateWanted };
}

/** RFC 3161 section 2.4.1: known, not weak, and as long as it says. SHA-1 is told as any other that is not accepted. */
function hashOf({ oid, parameters }: AlgorithmIdentifier, digest: Uint8Array): HashName {
  const known = Object.hasOwn(HASHES, oid) ? HASHES[oid] : undefined;
  const plain = parameters.length === 0 || (parameters.length === 2 && parameters[0] === DER.null);
  if (known === undefined || !plain) throw new Refusal('badAlg');
  if (digest.length !== known.octets) throw new Refusal('badDataFormat');
  return known.name;
}

function readNonce(reader: DerReader): Uint8Array {
  const content = new DerReader(reader.bytes, reader.offset);
  content.integer();
  const nonce = reader.octetString(DER.integer);
  if (nonce.length > NONCE_OCTETS_MAX) throw new Refusal('badDataFormat');
  return nonce;
}

/** FALSE is the default, which DER leaves out. */
function readWanted(reader: DerReader): boolean {
  if (reader.peek() !== DER.boolean) return false;
  if (!reader.boolean()) throw new Refusal('badDataFormat');
  return true;
}
