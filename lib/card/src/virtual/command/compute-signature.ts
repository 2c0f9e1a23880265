import { SHORT_LE_MAX } from '../../apdu.ts';
import { STATUS } from '../../status.ts';
import {
  type CardFile,
  type CardState,
  type Instruction,
  mayUse,
  referencedFile,
  status,
} from '../engine/index.ts';
import { isPss, judgeLength, prepared, schemeOf } from './signature-scheme.ts';
import { answerOfKey } from './use-key.ts';

/** As long as the hash, as RFC 8017 proposes. */
const SALT_LENGTH = 32;

/**
 * COMPUTE DIGITAL SIGNATURE (`80 2A`): P1 says how the data become a signature, P2 with which key; P2 = 00 is the
 * application's own. With P1 = 00 the card does not look whether the data are a DigestInfo. Le must have room.
 */
export const computeSignature: Instruction = (card, command) => {
  const scheme = schemeOf(command.p1);
  if (scheme === undefined) return status(STATUS.wrongParameters);
  const file = keyMeant(card, command.p2);
  if (typeof file === 'number') return status(file);
  if (file.kind !== 'key') return status(STATUS.wrongFileType);
  const length = judgeLength(scheme, command.data.length);
  if (length === 'wrong length' || (command.le ?? 0) < SHORT_LE_MAX) return status(STATUS.wrongLength);
  if (!mayUse(card.session, file.access)) return status(STATUS.securityStatus);
  if (length === 'unfit' || file.use !== 'sign') return status(STATUS.conditions);
  const data = prepared(scheme, command.data);
  return answerOfKey(() =>
    isPss(scheme)
      ? card.keys?.signPss(file.key, data, card.random(SALT_LENGTH))
      : card.keys?.sign(file.key, data),
  );
};

function keyMeant(card: CardState, p2: number): CardFile | number {
  const own = card.session.application?.defaultKey;
  return p2 === 0 && own !== undefined ? own : referencedFile(card, p2);
}
