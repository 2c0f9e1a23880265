import { type DecodedCommand, decodeCommand, encodeResponse, type ResponseApdu } from '../apdu.ts';
import { STATUS } from '../status.ts';
import { status } from './answer.ts';
import { refuseClass } from './class-byte.ts';
import { INSTRUCTIONS } from './command/index.ts';
import type { CardContents, CardMemory, ChipKeys } from './contents.ts';
import { applicationsOf } from './file.ts';
import { type CardState, enterApplication } from './session.ts';

export interface VirtualCardParts {
  readonly contents: CardContents;
  readonly memory: CardMemory;
  readonly keys: ChipKeys;
  readonly random: (length: number) => Uint8Array;
}

export interface VirtualCard {
  /**
   * From a command APDU to a response APDU, which always ends in two status bytes. Never throws, whatever the
   * bytes: what is no APDU answers 6700, and a memory that cannot read or write 6581. The command is not kept.
   */
  transmit(command: Uint8Array): Uint8Array;
  /** Power off and on: the selection and verified PINs are forgotten, the counters are not. */
  reset(): void;
}

/** A card in the power-on state. Two cards may share a memory within one process; they share its counters. */
export function createVirtualCard({ contents, memory, keys, random }: VirtualCardParts): VirtualCard {
  const card: CardState = {
    applications: applicationsOf(contents),
    memory,
    keys,
    random,
    session: { application: undefined, file: undefined, verified: new Set() },
  };
  return {
    transmit(command) {
      const answer = answerTo(card, command);
      return encodeResponse(answer.data, answer.status);
    },
    reset() {
      enterApplication(card.session, undefined);
    },
  };
}

function answerTo(card: CardState, bytes: Uint8Array): ResponseApdu {
  const command = commandIn(bytes);
  if (command === undefined) return status(STATUS.wrongLength);
  const refusal = refuseClass(command.cla);
  if (refusal !== undefined) return status(refusal);
  const instruction = INSTRUCTIONS.get(command.cla * 256 + command.ins);
  if (instruction === undefined) return status(STATUS.instructionNotSupported);
  try {
    return instruction(card, command);
  } catch {
    // Nothing but the memory throws here, and each instruction writes it before it changes anything else.
    return status(STATUS.memoryFailure);
  }
}

function commandIn(bytes: Uint8Array): DecodedCommand | undefined {
  try {
    return decodeCommand(bytes);
  } catch {
    return undefined;
  }
}
