import { encodeTlv, equal } from '@kazasu/bytes';
import type { DecodedCommand, ResponseApdu } from '../../apdu.ts';
import { AID } from '../../application/aid.ts';
import { STATUS } from '../../status.ts';
import { type Instruction, ok, status } from '../answer.ts';
import type { CardFile } from '../file.ts';
import { type CardState, enterApplication, fileOf } from '../session.ts';

const BY_NAME = 0x04;
const FILE_OF_APPLICATION = 0x02;
const WITH_FCI = 0x00;
const WITHOUT_ANSWER = 0x0c;

/**
 * SELECT (`00 A4`): P1 = 04 an application by its whole AID, P1 = 02 a file of it by its identifier. P2 = 0C
 * answers nothing, P2 = 00 with Le the control information. A selection that fails leaves everything as it was.
 */
export const select: Instruction = (card, command) => {
  if (command.p2 !== WITHOUT_ANSWER && command.p2 !== WITH_FCI) return status(STATUS.wrongParameters);
  if (command.p1 === BY_NAME) return selectApplication(card, command);
  if (command.p1 === FILE_OF_APPLICATION) return selectFile(card, command);
  return status(STATUS.wrongParameters);
};

function selectApplication(card: CardState, command: DecodedCommand): ResponseApdu {
  const aid = command.data;
  if (aid.length < 5 || aid.length > 16) return status(STATUS.wrongLength);
  if (equal(aid, AID.issuerSecurityDomain)) {
    enterApplication(card.session, undefined);
    return controlInformation(command, encodeTlv(0x84, aid));
  }
  const application = card.applications.find((candidate) => equal(candidate.aid, aid));
  if (application === undefined) return status(STATUS.notFound);
  enterApplication(card.session, application);
  return controlInformation(command, encodeTlv(0x84, aid));
}

function selectFile(card: CardState, command: DecodedCommand): ResponseApdu {
  const [high, low] = command.data;
  if (command.data.length !== 2 || high === undefined || low === undefined) return status(STATUS.wrongLength);
  const identifier = high * 256 + low;
  const file = fileOf(card, identifier);
  if (file === undefined) return status(STATUS.notFound);
  card.session.file = identifier;
  return controlInformation(command, encodeTlv(0x83, command.data), sizeOf(file));
}

/** `6F` with the given objects where it was asked for and Le leaves room, cut to Le. */
function controlInformation(command: DecodedCommand, ...objects: readonly Uint8Array[]): ResponseApdu {
  if (command.p2 !== WITH_FCI || command.le === undefined) return ok();
  return ok(encodeTlv(0x6f, ...objects).subarray(0, command.le));
}

function sizeOf(file: CardFile): Uint8Array {
  if (file.kind !== 'data') return new Uint8Array();
  return encodeTlv(0x80, Uint8Array.of(file.content.length >> 8, file.content.length & 255));
}
