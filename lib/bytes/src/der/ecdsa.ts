/** ECDSA signatures in their two spellings: r ‖ s side by side (JWS, XML, PKCS #11), and ECDSA-Sig-Value (X.509, CMS; RFC 3279 section 2.2.3). */
import { BytesError } from '../error.ts';
import { DerReader } from './reader.ts';
import { DER } from './tag.ts';
import { derSequence, derUnsignedInteger } from './writer.ts';

/** r ‖ s, both of one length → DER. Fails with `bytes/der` for an odd number of octets. Says nothing of whether the numbers fit a curve. */
export function ecdsaToDer(raw: Uint8Array): Uint8Array<ArrayBuffer> {
  const half = raw.length / 2;
  if (!Number.isInteger(half)) throw new BytesError('bytes/der', 'not two numbers of one length');
  return derSequence(derUnsignedInteger(raw.subarray(0, half)), derUnsignedInteger(raw.subarray(half)));
}

/** DER → r ‖ s, each in so many octets as the curve's order has. Fails with `bytes/der` for what is no such signature, or too large for them. */
export function ecdsaFromDer(der: Uint8Array, octets: number): Uint8Array<ArrayBuffer> {
  const numbers = DerReader.document(der);
  const raw = new Uint8Array(2 * octets);
  for (const end of [octets, 2 * octets]) {
    const number = positive(numbers.octetString(DER.integer));
    if (number.length > octets) throw new BytesError('bytes/der', 'number too large for the curve');
    raw.set(number, end - number.length);
  }
  numbers.finish();
  return raw;
}

/** Without the zero that keeps the first bit from being a sign. */
function positive(content: Uint8Array): Uint8Array {
  const [first, second = 0x80] = content;
  if (first === undefined || first >= 0x80 || (first === 0 && second < 0x80)) {
    throw new BytesError('bytes/der', 'number negative or padded');
  }
  return first === 0 ? content.subarray(1) : content;
}
