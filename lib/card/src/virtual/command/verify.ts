import { STATUS } from '../../status.ts';
import {
  type Instruction,
  ok,
  referencedFile,
  status,
  triesLeft,
  tryPin,
  verifiedHere,
} from '../engine/index.ts';

/**
 * VERIFY (`00 20 00`). Without data it only asks for the tries that are left and always answers 63Cx, also when
 * the PIN is verified or blocked: clients recognise the card by that. With data it uses a try; any value that is
 * not the PIN is a miss, whatever its length. The last miss answers 63C0, from then on it is 6984.
 */
export const verify: Instruction = (card, command) => {
  if (command.p1 !== 0) return status(STATUS.wrongParameters);
  const file = referencedFile(card, command.p2);
  if (typeof file === 'number') return status(file);
  const asksOnly = command.data.length === 0;
  if (!asksOnly && command.le !== undefined) return status(STATUS.wrongLength);
  if (file.kind === 'blocked') return status(asksOnly ? STATUS.triesLeft : STATUS.referenceUnusable);
  if (file.kind !== 'pin') return status(STATUS.wrongFileType);
  if (asksOnly) return status(STATUS.triesLeft | triesLeft(card.memory, file));
  const verified = verifiedHere(card.session);
  // A miss also takes back what an earlier VERIFY gave; first, for a memory that fails must not keep it.
  verified.delete(file.pin);
  const outcome = tryPin(card.memory, file, command.data);
  if (outcome.blocked) return status(STATUS.referenceUnusable);
  if (!outcome.right) return status(STATUS.triesLeft | outcome.triesLeft);
  verified.add(file.pin);
  return ok();
};
