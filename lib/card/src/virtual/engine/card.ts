import { type DecodedCommand, decodeCommand, encodeResponse, type ResponseApdu } from '../../apdu.ts';
import { STATUS } from '../../status.ts';
import type { Card } from '../../transport.ts';
import { status } from './answer.ts';
import type { CardKeys } from './card-keys.ts';
import { refuseClass } from './class-byte.ts';
import type { CardLayout } from './layout.ts';
import type { DurableMemory } from './memory.ts';
import { announcesMessaging, throughChannel } from './secure-channel.ts';
import { type CardState, forgetBlocked, newSession, powerOn } from './session.ts';

export interface CardParts {
  readonly memory: DurableMemory;
  /** Absent: a card without keys of its own. */
  readonly keys?: CardKeys;
  /** Unpredictable octets: challenges and the salts of signatures. */
  readonly random: (length: number) => Uint8Array;
}

/**
 * A card of any layout in the power-on state. What is no APDU answers 6700, a memory that cannot read or write 6581. Two
 * cards may share a memory in one process; they share its counters, and a PIN that one blocks counts as shown on none.
 */
export function createCard(layout: CardLayout, { memory, keys, random }: CardParts): Card {
  const card: CardState = { layout, memory, keys, random, session: newSession() };
  return {
    transmit(command) {
      const answer = answerTo(card, command);
      return encodeResponse(answer.data, answer.status);
    },
    reset() {
      powerOn(card.session);
    },
  };
}

function answerTo(card: CardState, bytes: Uint8Array): ResponseApdu {
  const command = commandIn(bytes);
  if (command === undefined) return status(STATUS.wrongLength);
  const refusal = refuseClass(command.cla);
  if (refusal !== undefined) return status(refusal);
  try {
    forgetBlocked(card);
    return announcesMessaging(command.cla) ? throughChannel(card, command, run) : run(card, command);
  } catch {
    // The memory or the source of randomness; each instruction asks them before it changes anything else.
    return status(STATUS.memoryFailure);
  }
}

function run(card: CardState, command: DecodedCommand): ResponseApdu {
  const instruction = card.layout.instructions.get(command.cla * 256 + command.ins);
  return instruction === undefined ? status(STATUS.instructionNotSupported) : instruction(card, command);
}

function commandIn(bytes: Uint8Array): DecodedCommand | undefined {
  try {
    return decodeCommand(bytes);
  } catch {
    return undefined;
  }
}
