import { SHORT_LE_MAX } from '../../apdu.ts';
import { sha256DigestInfo } from '../../application/jpki/index.ts';
import { STATUS } from '../../status.ts';
import { type Instruction, mayUse, referencedFile, status } from '../engine/index.ts';
import { sha256 } from '../hash.ts';
import { answerOfKey } from './use-key.ts';

const CHALLENGE_MAX = 255;

/** INTERNAL AUTHENTICATE (`00 88 00 80+sfi`): an RSA-SHA256 signature over a challenge of 1 to 255 bytes. */
export const internalAuthenticate: Instruction = (card, command) => {
  if (command.p1 !== 0) return status(STATUS.wrongParameters);
  const file = referencedFile(card, command.p2);
  if (typeof file === 'number') return status(file);
  if (file.kind !== 'key') return status(STATUS.wrongFileType);
  const { length } = command.data;
  if (length === 0 || length > CHALLENGE_MAX || (command.le ?? 0) < SHORT_LE_MAX) {
    return status(STATUS.wrongLength);
  }
  if (!mayUse(card.session, file.access)) return status(STATUS.securityStatus);
  if (file.use !== 'authenticate') return status(STATUS.conditions);
  return answerOfKey(() => card.keys?.sign(file.key, sha256DigestInfo(sha256(command.data))));
};
