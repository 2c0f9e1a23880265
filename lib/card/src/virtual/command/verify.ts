import { STATUS } from '../../status.ts';
import { type Instruction, ok, status } from '../answer.ts';
import { triesLeft, tryPin } from '../pin-counter.ts';
import { referencedFile } from '../session.ts';

/**
 * VERIFY (`00 20 00`). Without data it only asks for the tries that are left and always answers 63Cx, also when
 * the PIN is verified or blocked: clients recognise the card by that. With data it uses a try; any value that is
 * not the PIN is a miss, whatever its length. The last miss answers 63C0, from then on it is 6984.
 */
export const verify: Instruction = (card, command) => {
  if (command.p1 !== 0) return status(STATUS.wrongParameters);
  const file = referencedFile(card, command.p2);
  if (typeof file === 'number') return status(file);
  if (file.kind !== 'pin') return status(STATUS.wrongFileType);
  if (command.data.length === 0) return status(STATUS.triesLeft | triesLeft(card.memory, file.pin));
  if (command.le !== undefined) return status(STATUS.wrongLength);
  const outcome = tryPin(card.memory, file.pin, command.data);
  // A miss also takes back what an earlier VERIFY gave.
  if (!outcome.right) card.session.verified.delete(file.pin);
  if (outcome.blocked) return status(STATUS.referenceUnusable);
  if (!outcome.right) return status(STATUS.triesLeft | outcome.triesLeft);
  card.session.verified.add(file.pin);
  return ok();
};
