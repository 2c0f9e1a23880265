import type { ResponseApdu } from '../../apdu.ts';
import { RSA_LENGTH } from '../../rsa.ts';
import { STATUS } from '../../status.ts';
import { ok, status } from '../engine/index.ts';

/** What the chip's RSA unit made, as an answer. Where it fails the card says that it cannot now, and stays usable. */
export function answerOfKey(sign: () => Uint8Array | undefined): ResponseApdu {
  let signature: Uint8Array | undefined;
  try {
    signature = sign();
  } catch {
    return status(STATUS.conditions);
  }
  if (signature === undefined) return status(STATUS.referenceNotFound);
  return signature.length === RSA_LENGTH ? ok(signature) : status(STATUS.conditions);
}
