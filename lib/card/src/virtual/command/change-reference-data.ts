import { PIN_RULES, pinFormat } from '../../pin.ts';
import { STATUS } from '../../status.ts';
import { type Instruction, ok, status } from '../answer.ts';
import { replacePin, triesLeft } from '../pin-counter.ts';
import { referencedFile } from '../session.ts';

/** CHANGE REFERENCE DATA (`00 24 01`): the new PIN alone, after a VERIFY of the old one in the same session. */
export const changeReferenceData: Instruction = (card, command) => {
  if (command.p1 !== 1) return status(STATUS.wrongParameters);
  const file = referencedFile(card, command.p2);
  if (typeof file === 'number') return status(file);
  if (file.kind !== 'pin') return status(STATUS.wrongFileType);
  const rule = PIN_RULES[file.pin];
  const { length } = command.data;
  if (command.le !== undefined || length < rule.lengthMin || length > rule.lengthMax) {
    return status(STATUS.wrongLength);
  }
  if (!card.session.verified.has(file.pin)) return status(STATUS.securityStatus);
  if (triesLeft(card.memory, file.pin) === 0) return status(STATUS.referenceUnusable);
  if (!pinFormat(file.pin, command.data)) return status(STATUS.wrongData);
  replacePin(card.memory, file.pin, String.fromCharCode(...command.data));
  return ok();
};
