import { STATUS } from '../../status.ts';
import { type Instruction, status } from '../engine/index.ts';
import { changePin } from './change-pin.ts';

/** CHANGE KEY (`80 32 00`): how the PINs of 住基AP and of the common application are changed. */
export const changeKey: Instruction = (card, command) =>
  command.p1 === 0 ? changePin(card, command, 'change key') : status(STATUS.wrongParameters);
