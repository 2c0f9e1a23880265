import { DER, derValue } from '@kazasu/bytes';

/** `SET OF` in the order of DER (X.690 11.6); no encoding is the beginning of another, so that nothing is ever padded. */
export function derSetOf(values: readonly Uint8Array[], tag: number = DER.set): Uint8Array<ArrayBuffer> {
  return derValue(tag, ...values.toSorted((a, b) => Buffer.compare(a, b)));
}
