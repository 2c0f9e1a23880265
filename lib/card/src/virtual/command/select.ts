import { encodeTlv, equal } from '@kazasu/bytes';
import type { DecodedCommand, ResponseApdu } from '../../apdu.ts';
import { STATUS } from '../../status.ts';
import {
  type CardFile,
  type CardState,
  enter,
  fileOf,
  type Instruction,
  mayUse,
  ok,
  status,
} from '../engine/index.ts';

const MASTER_FILE = 0x00;
const FILE_OF_APPLICATION = 0x02;
const BY_NAME = 0x04;
const WITH_FCI = 0x00;
const WITHOUT_ANSWER = 0x0c;
/** The master file's own identifier. */
const MASTER_FILE_IDENTIFIER = 0x3f00;

/**
 * SELECT (`00 A4`): P1 = 04 an application by its whole AID, 02 a file by its identifier, 00 the master file. P2 = 0C
 * answers nothing, P2 = 00 with Le the control information. A selection that fails leaves everything as it was.
 */
export const select: Instruction = (card, command) => {
  if (command.p2 !== WITHOUT_ANSWER && command.p2 !== WITH_FCI) return status(STATUS.wrongParameters);
  if (command.p1 === BY_NAME) return selectApplication(card, command);
  if (command.p1 === FILE_OF_APPLICATION) return selectFile(card, command);
  if (command.p1 === MASTER_FILE) return selectMasterFile(card, command);
  return status(STATUS.wrongParameters);
};

function selectApplication(card: CardState, command: DecodedCommand): ResponseApdu {
  const aid = command.data;
  if (aid.length < 5 || aid.length > 16) return status(STATUS.wrongLength);
  const application = card.layout.applications.find((candidate) => equal(candidate.aid, aid));
  if (application === undefined && !card.layout.powerOnAids.some((candidate) => equal(candidate, aid))) {
    return status(STATUS.notFound);
  }
  enter(card.session, application);
  return controlInformation(command, () => [encodeTlv(0x84, aid)]);
}

function selectFile(card: CardState, command: DecodedCommand): ResponseApdu {
  const identifier = identifierIn(command);
  if (identifier === undefined) return status(STATUS.wrongLength);
  const file = fileOf(card, identifier);
  if (file === undefined) return status(STATUS.notFound);
  card.session.file = identifier;
  return controlInformation(command, () => [encodeTlv(0x83, command.data), sizeOf(card, file)]);
}

/** A My Number Card says yes within an application and stays where it is; in the power-on state it says no. */
function selectMasterFile(card: CardState, command: DecodedCommand): ResponseApdu {
  const { selectable } = card.layout.masterFile;
  if (command.data.length === 0 && !selectable) {
    return card.session.application === undefined ? status(STATUS.wrongParameters) : ok();
  }
  if (command.data.length > 0) {
    const identifier = identifierIn(command);
    if (identifier === undefined) return status(STATUS.wrongLength);
    if (identifier !== MASTER_FILE_IDENTIFIER || !selectable) return status(STATUS.notFound);
  }
  enter(card.session, undefined);
  return controlInformation(command, () => [encodeTlv(0x83, Uint8Array.of(0x3f, 0x00))]);
}

function identifierIn({ data }: DecodedCommand): number | undefined {
  const [high, low] = data;
  return data.length === 2 && high !== undefined && low !== undefined ? high * 256 + low : undefined;
}

/** `6F` with the given objects where it was asked for and Le leaves room, cut to Le. */
function controlInformation(command: DecodedCommand, objects: () => readonly Uint8Array[]): ResponseApdu {
  if (command.p2 !== WITH_FCI || command.le === undefined) return ok();
  return ok(encodeTlv(0x6f, ...objects()).subarray(0, command.le));
}

/** The length of a certificate or of a name's picture tells of its person: only whoever may read a file learns its size. */
function sizeOf(card: CardState, file: CardFile): Uint8Array {
  if (file.kind !== 'data' || !mayUse(card.session, file.access)) return new Uint8Array();
  return encodeTlv(0x80, Uint8Array.of(file.content.length >> 8, file.content.length & 255));
}
