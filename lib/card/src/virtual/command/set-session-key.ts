import { parseTlv } from '@kazasu/bytes';
import { STATUS } from '../../status.ts';
import { type CardState, type Instruction, mayUse, ok, status } from '../engine/index.ts';
import { openAesChannel } from '../messaging/index.ts';

const CIPHERTEXT_LENGTH = 256;
const SEED_LENGTH = 32;
const KEY_DELIVERY = 0xa0;
const ENCRYPTION_KEY = 0x80;

/**
 * SET SESSION KEY (`80 AE 00 00`): `A0 { 80 20 seed }` under the key of EF 0006, RSA-OAEP with SHA-256. Opens secure
 * messaging, in place of what was open before. Who may do so is asked before anything is decrypted.
 */
export const setSessionKey: Instruction = (card, command) => {
  if (command.p1 !== 0 || command.p2 !== 0) return status(STATUS.wrongParameters);
  const access = card.session.application?.sessionKeyAccess;
  if (access === undefined) return status(STATUS.keyDeliveryNotSupported);
  if (!mayUse(card.session, access)) return status(STATUS.securityStatus);
  if (command.le !== undefined || command.data.length !== CIPHERTEXT_LENGTH) {
    return status(STATUS.wrongLength);
  }
  const seed = seedIn(card, command.data);
  if (seed === undefined) return status(STATUS.wrongData);
  card.session.channel = openAesChannel(seed);
  return ok();
};

/** The 32 bytes of the one object that this card knows; a key for checksums is none of its. */
function seedIn(card: CardState, ciphertext: Uint8Array): Uint8Array | undefined {
  try {
    const message = card.keys?.decryptOaep(ciphertext);
    if (message === undefined) return undefined;
    const [delivery, behind] = parseTlv(message);
    if (delivery?.tag !== KEY_DELIVERY || behind !== undefined) return undefined;
    const [key, second] = parseTlv(delivery.value);
    if (key?.tag !== ENCRYPTION_KEY || second !== undefined) return undefined;
    return key.value.length === SEED_LENGTH ? key.value : undefined;
  } catch {
    return undefined;
  }
}
