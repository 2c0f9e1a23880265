import type { DecodedCommand, ResponseApdu } from '../../apdu.ts';
import { pinFits } from '../../pin.ts';
import { STATUS } from '../../status.ts';
import {
  type CardState,
  ok,
  type PinFile,
  referencedFile,
  replacePin,
  status,
  verifiedHere,
} from '../engine/index.ts';

/**
 * What both ways to change a PIN have in common: the new PIN alone, after a VERIFY of the old one in the same session.
 * A PIN that is changed by another instruction is refused with 6985; one that nobody changes cannot be opened for it.
 */
export function changePin(card: CardState, command: DecodedCommand, by: PinFile['changedBy']): ResponseApdu {
  const file = referencedFile(card, command.p2);
  if (typeof file === 'number') return status(file);
  if (file.kind === 'blocked') return status(STATUS.securityStatus);
  if (file.kind !== 'pin') return status(STATUS.wrongFileType);
  const { length } = command.data;
  if (command.le !== undefined || length < file.rule.lengthMin || length > file.rule.lengthMax) {
    return status(STATUS.wrongLength);
  }
  if (file.changedBy === 'none' || !verifiedHere(card.session).has(file.pin)) {
    return status(STATUS.securityStatus);
  }
  if (file.changedBy !== by) return status(STATUS.conditions);
  if (!pinFits(file.rule, command.data)) return status(STATUS.wrongData);
  replacePin(card.memory, file, String.fromCharCode(...command.data));
  return ok();
}
