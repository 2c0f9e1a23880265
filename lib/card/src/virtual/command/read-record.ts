import { STATUS } from '../../status.ts';
import { fileOf, type Instruction, mayUse, ok, status } from '../engine/index.ts';

/** The low three bits of P2: P1 is the number of the one record to read. */
const ONE_BY_NUMBER = 0x04;

/**
 * READ RECORD (`00 B2`): P1 is a record's number from 1, P2 = `8·sfi + 4` its file, `04` the current one. A file that
 * is named becomes the current one. Answers at most Le bytes of the record.
 */
export const readRecord: Instruction = (card, command) => {
  if (command.data.length > 0 || command.le === undefined) return status(STATUS.wrongLength);
  const sfi = command.p2 >> 3;
  if ((command.p2 & 0x07) !== ONE_BY_NUMBER || sfi > 30) return status(STATUS.wrongParameters);
  const identifier = sfi === 0 ? card.session.file : sfi;
  if (identifier === undefined) return status(STATUS.noCurrentFile);
  const file = fileOf(card, identifier);
  if (file === undefined) return status(sfi === 0 ? STATUS.noCurrentFile : STATUS.notFound);
  card.session.file = identifier;
  if (file.kind !== 'record') return status(STATUS.wrongFileType);
  if (!mayUse(card.session, file.access)) return status(STATUS.securityStatus);
  const record = file.records[command.p1 - 1];
  return record === undefined ? status(STATUS.recordNotFound) : ok(record.subarray(0, command.le));
};
