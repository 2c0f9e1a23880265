import { SHORT_LE_MAX } from '../../apdu.ts';
import { STATUS } from '../../status.ts';
import { type Instruction, ok, status } from '../engine/index.ts';

/** GET CHALLENGE (`00 84 00 00`): 1 to 256 unpredictable bytes, also in the power-on state. Short form only. */
export const getChallenge: Instruction = (card, command) => {
  if (command.p1 !== 0 || command.p2 !== 0) return status(STATUS.wrongParameters);
  if (command.data.length > 0 || command.le === undefined) return status(STATUS.wrongLength);
  if (command.extended || command.le > SHORT_LE_MAX) return status(STATUS.conditions);
  const challenge = card.random(command.le);
  card.session.challenge = challenge;
  return ok(challenge);
};
