import { sha256DigestInfo } from '../../application/jpki/index.ts';
import { SIGNATURE_SCHEMES, type SignatureScheme } from '../../application/jpki/signature-scheme.ts';
import { sha256 } from '../hash.ts';

const NAMES = Object.keys(SIGNATURE_SCHEMES) as readonly SignatureScheme[];

/** What is padded, of the bytes that were given. */
const PREPARE: { readonly [name in SignatureScheme]: (bytes: Uint8Array) => Uint8Array } = {
  given: (bytes) => bytes,
  bareHashOfMessage: sha256,
  pkcs1OfHash: sha256DigestInfo,
  pkcs1OfMessage: (bytes) => sha256DigestInfo(sha256(bytes)),
  pssOfHash: (bytes) => bytes,
  pssOfMessage: sha256,
};

export function schemeOf(p1: number): SignatureScheme | undefined {
  return NAMES.find((name) => SIGNATURE_SCHEMES[name].p1 === p1);
}

export function isPss(scheme: SignatureScheme): boolean {
  return SIGNATURE_SCHEMES[scheme].padding === 'PSS';
}

export function prepared(scheme: SignatureScheme, bytes: Uint8Array): Uint8Array {
  return PREPARE[scheme](bytes);
}

/** Whether so many bytes can be signed: 'unfit' where a hash was announced and something else came. */
export function judgeLength(scheme: SignatureScheme, length: number): 'right' | 'wrong length' | 'unfit' {
  const { input, lengthMin, lengthMax } = SIGNATURE_SCHEMES[scheme];
  if (length >= lengthMin && length <= lengthMax) return 'right';
  return input === 'hash' && length > 0 ? 'unfit' : 'wrong length';
}
