import { STATUS } from '../../status.ts';
import { type Instruction, ok, status } from '../engine/index.ts';

/**
 * GET DATA (`00 CA`): a data object of the master file by the tag in P1-P2, whole: an object longer than Le is refused
 * with 6700. Within an application only those objects answer that answer everywhere.
 */
export const getData: Instruction = (card, command) => {
  if (command.data.length > 0 || command.le === undefined) return status(STATUS.wrongLength);
  const { dataObjects, everywhere } = card.layout.masterFile;
  const tag = command.p1 * 256 + command.p2;
  const object = dataObjects.get(tag);
  const reachable = card.session.application === undefined || everywhere.has(tag);
  if (object === undefined || !reachable) return status(STATUS.referenceNotFound);
  return object.length > command.le ? status(STATUS.wrongLength) : ok(object);
};
