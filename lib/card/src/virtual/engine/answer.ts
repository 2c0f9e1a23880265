import type { DecodedCommand, ResponseApdu } from '../../apdu.ts';
import { STATUS } from '../../status.ts';
import type { CardState } from './session.ts';

/**
 * One instruction: from a well-formed command to an answer. Only the card's memory may make it throw, and nothing may
 * be changed before that.
 */
export type Instruction = (card: CardState, command: DecodedCommand) => ResponseApdu;

const NO_DATA = new Uint8Array();

/** An answer of a status word alone. */
export function status(word: number): ResponseApdu {
  return { data: NO_DATA, status: word };
}

export function ok(data: Uint8Array = NO_DATA): ResponseApdu {
  return { data, status: STATUS.ok };
}
