import {
  DER,
  derNull,
  derOctetString,
  derOid,
  derSequence,
  derUnsignedInteger,
  derValue,
} from '@kazasu/bytes';
import type { HashName } from '../algorithm.ts';
import { OID } from '../oid.ts';

/** What shall be time-stamped. `digest` is as long as `hash` says; nothing here hashes. */
export interface TimestampRequest {
  readonly hash: HashName;
  readonly digest: Uint8Array;
  /** Random octets, at most 32; the token must repeat them. */
  readonly nonce?: Uint8Array;
  /** Dotted. */
  readonly policy?: string;
}

const HASH_OIDS: { readonly [name in HashName]: string } = {
  sha256: OID.sha256,
  sha384: OID.sha384,
  sha512: OID.sha512,
};

/** DER of a TimeStampReq (RFC 3161 section 2.4.1). */
export function createTimestampRequest(request: TimestampRequest): Uint8Array {
  const { hash, digest, nonce, policy } = request;
  const algorithm = derSequence(derOid(HASH_OIDS[hash]), derNull());
  return derSequence(
    derUnsignedInteger(1),
    derSequence(algorithm, derOctetString(digest)),
    ...(policy === undefined ? [] : [derOid(policy)]),
    ...(nonce === undefined ? [] : [derUnsignedInteger(nonce)]),
    // certReq: without its certificate a token can be judged only by who has it already.
    derValue(DER.boolean, Uint8Array.of(0xff)),
  );
}
