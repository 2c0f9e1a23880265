/** Answers of a time-stamp unit (RFC 3161 section 2.4.2): a token, or a refusal with its reason. */
import { concat, DER, derSequence, derUnsignedInteger, derValue } from '@kazasu/bytes';

/** PKIFailureInfo, by bit. */
const FAILURE_BIT = {
  badAlg: 0,
  badRequest: 2,
  badDataFormat: 5,
  timeNotAvailable: 14,
  unacceptedPolicy: 15,
  unacceptedExtension: 16,
  addInfoNotAvailable: 17,
  systemFailure: 25,
} as const;

export type TimestampFailure = keyof typeof FAILURE_BIT;

const GRANTED = derSequence(derUnsignedInteger(0));
const REJECTION = derUnsignedInteger(2);

/** DER of a TimeStampResp that grants; `token` is the DER of the ContentInfo. */
export function grantTimestamp(token: Uint8Array): Uint8Array<ArrayBuffer> {
  return derSequence(GRANTED, token);
}

/** DER of a TimeStampResp that refuses. It carries no words: the name of the failure says it all. */
export function refuseTimestamp(failure: TimestampFailure): Uint8Array<ArrayBuffer> {
  return derSequence(derSequence(REJECTION, failureInfo(FAILURE_BIT[failure])));
}

/** A named bit list: as many octets as it takes, and no trailing zero bits (X.690 section 11.2.2). */
function failureInfo(bit: number): Uint8Array {
  const octets = new Uint8Array((bit >> 3) + 1);
  octets[bit >> 3] = 0x80 >> (bit & 7);
  return derValue(DER.bitString, concat(Uint8Array.of(7 - (bit & 7)), octets));
}
