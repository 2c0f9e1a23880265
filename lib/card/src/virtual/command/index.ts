/**
 * The virtual card's instructions, a file each. Which of them a card has, its layout says; an instruction knows no
 * application, only files, access and keys.
 */
import type { InstructionTable } from '../engine/index.ts';
import { changeKey } from './change-key.ts';
import { changeReferenceData } from './change-reference-data.ts';
import { computeSignature } from './compute-signature.ts';
import { getChallenge } from './get-challenge.ts';
import { getData } from './get-data.ts';
import { internalAuthenticate } from './internal-authenticate.ts';
import { readBinary } from './read-binary.ts';
import { readRecord } from './read-record.ts';
import { select } from './select.ts';
import { setSessionKey } from './set-session-key.ts';
import { verify } from './verify.ts';

export {
  changeKey,
  changeReferenceData,
  computeSignature,
  getChallenge,
  getData,
  internalAuthenticate,
  readBinary,
  readRecord,
  select,
  setSessionKey,
  verify,
};

/** What every card of the ISO/IEC 7816-4 family understands: to add to in a layout. */
export const COMMON_INSTRUCTIONS: InstructionTable = new Map([
  [0x00a4, select],
  [0x00b0, readBinary],
  [0x00b2, readRecord],
  [0x0020, verify],
  [0x0084, getChallenge],
]);
