import { STATUS } from '../../status.ts';
import { fileOf, type Instruction, mayUse, ok, status } from '../engine/index.ts';

const SHORT_IDENTIFIER = 0x80;

/**
 * READ BINARY (`00 B0`): P1-P2 is an offset of 15 bits into the current file, or P1 = `80+sfi` names a file, which
 * becomes the current one, and P2 is an offset of 8 bits. Answers at most Le bytes, fewer at the end of the file.
 */
export const readBinary: Instruction = (card, command) => {
  if (command.data.length > 0 || command.le === undefined) return status(STATUS.wrongLength);
  let offset = command.p1 * 256 + command.p2;
  let identifier = card.session.file;
  const named = (command.p1 & SHORT_IDENTIFIER) !== 0;
  if (named) {
    identifier = command.p1 & ~SHORT_IDENTIFIER;
    if (identifier < 1 || identifier > 30) return status(STATUS.wrongParameters);
    offset = command.p2;
  }
  if (identifier === undefined) return status(STATUS.noCurrentFile);
  const file = fileOf(card, identifier);
  if (file === undefined) return status(named ? STATUS.notFound : STATUS.noCurrentFile);
  card.session.file = identifier;
  if (file.kind !== 'data') return status(STATUS.wrongFileType);
  if (!mayUse(card.session, file.access)) return status(STATUS.securityStatus);
  if (offset >= file.content.length) return status(STATUS.offsetPastEnd);
  return ok(file.content.subarray(offset, offset + command.le));
};
