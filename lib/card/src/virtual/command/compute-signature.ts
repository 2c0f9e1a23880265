import { SHORT_LE_MAX } from '../../apdu.ts';
import { STATUS } from '../../status.ts';
import { type Instruction, ok, status } from '../answer.ts';
import type { CardKeyName } from '../contents.ts';
import { type CardState, referencedFile } from '../session.ts';

/** RSA-2048: PKCS#1 v1.5 leaves 245 of 256 bytes. */
const DATA_MAX = 245;
const SIGNATURE_LENGTH = 256;

/**
 * COMPUTE DIGITAL SIGNATURE (`80 2A 00`): pads the data as they are and applies the key of the file that P2 means.
 * The card does not look whether they are a DigestInfo. Le must have room for the signature.
 */
export const computeSignature: Instruction = (card, command) => {
  if (command.p1 !== 0) return status(STATUS.wrongParameters);
  const file = referencedFile(card, command.p2);
  if (typeof file === 'number') return status(file);
  if (file.kind !== 'key') return status(STATUS.wrongFileType);
  const { length } = command.data;
  if (length === 0 || length > DATA_MAX || (command.le ?? 0) < SHORT_LE_MAX)
    return status(STATUS.wrongLength);
  if (!card.session.verified.has(file.access)) return status(STATUS.securityStatus);
  const signature = signatureBy(card, file.key, command.data);
  if (signature === 'no key') return status(STATUS.referenceNotFound);
  return signature?.length === SIGNATURE_LENGTH ? ok(signature) : status(STATUS.conditions);
};

/** Undefined where the key failed: the card says that it cannot now, and stays usable. */
function signatureBy(card: CardState, key: CardKeyName, data: Uint8Array): Uint8Array | 'no key' | undefined {
  try {
    return card.keys.sign(key, Uint8Array.from(data)) ?? 'no key';
  } catch {
    return undefined;
  }
}
