import { type Certificate, digestFormOf, ifReadable, type PublicKey, publicKeyOf } from '@kazasu/pki';
import { verify } from '../crypto.ts';
import type { RecordedSignature, SignatureAlgorithm } from '../part/index.ts';

/** Whether a certificate's key made a signature value; `unsupported`: it is no key for a signature of this form. */
export function verifyValue(certificate: Certificate, signature: RecordedSignature): boolean | 'unsupported' {
  const { signed, value } = signature;
  const key = ifReadable(() => publicKeyOf(certificate));
  if (key === undefined) return 'unsupported';
  if ('octets' in signed) return verifyOctets(key, signed.algorithm, signed.octets, value);
  if (key.family !== 'rsa') return 'unsupported';
  return digestFormOf(key, signed.digest, value) === signed.form;
}

const SALT_LENGTHS = { sha256: 32, sha384: 48, sha512: 64 } as const;
/** RSA_PKCS1_PSS_PADDING of OpenSSL, as `verify` takes it. */
const PSS_PADDING = 6;

function verifyOctets(
  { keyObject, family }: PublicKey,
  algorithm: SignatureAlgorithm,
  octets: Uint8Array,
  value: Uint8Array,
): boolean | 'unsupported' {
  const hash = algorithm.slice(-6) as keyof typeof SALT_LENGTHS;
  if (algorithm.startsWith('ecdsa-'))
    return family === 'ec' ? verify(hash, octets, keyObject, value) : 'unsupported';
  if (family === 'ec') return 'unsupported';
  if (algorithm.startsWith('rsa-pss-')) {
    const input = { key: keyObject, padding: PSS_PADDING, saltLength: SALT_LENGTHS[hash] };
    return verify(hash, octets, input, value);
  }
  return family === 'rsa' ? verify(hash, octets, keyObject, value) : 'unsupported';
}
