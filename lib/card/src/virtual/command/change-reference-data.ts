import { STATUS } from '../../status.ts';
import { type Instruction, status } from '../engine/index.ts';
import { changePin } from './change-pin.ts';

/** CHANGE REFERENCE DATA (`00 24 01`): how the PINs of the JPKI and the text application are changed. */
export const changeReferenceData: Instruction = (card, command) =>
  command.p1 === 1 ? changePin(card, command, 'change reference data') : status(STATUS.wrongParameters);
