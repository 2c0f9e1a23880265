/** The virtual card's instructions, a file each, and the table from class and instruction byte to them. */
import { STATUS } from '../../status.ts';
import { type Instruction, status } from '../answer.ts';
import { changeReferenceData } from './change-reference-data.ts';
import { computeSignature } from './compute-signature.ts';
import { readBinary } from './read-binary.ts';
import { select } from './select.ts';
import { verify } from './verify.ts';

/** By CLA·256 + INS. */
export const INSTRUCTIONS: ReadonlyMap<number, Instruction> = new Map<number, Instruction>([
  [0x00a4, select],
  [0x00b0, readBinary],
  [0x0020, verify],
  [0x0024, changeReferenceData],
  [0x802a, computeSignature],
  // A profile of the phone's token; this is how a plastic card refuses it.
  [0x80fc, () => status(STATUS.wrongLength)],
]);
