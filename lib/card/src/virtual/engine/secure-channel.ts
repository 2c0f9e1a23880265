import type { DecodedCommand, ResponseApdu } from '../../apdu.ts';
import { STATUS } from '../../status.ts';
import { type Instruction, status } from './answer.ts';
import { MESSAGING_BITS } from './class-byte.ts';
import type { CardState } from './session.ts';

/** Secure messaging once it is agreed on. A layout's own instruction puts one into the session. */
export interface SecureChannel {
  /** The command inside the message, with a CLA that announces nothing; or the status word to refuse with. */
  open(command: DecodedCommand): DecodedCommand | number;
  /** The answer as a message, in reply to the command that was opened last. */
  seal(answer: ResponseApdu, command: DecodedCommand): ResponseApdu;
}

const SELECT = 0xa4;

/** Stands in the security status while a command is carried out that came in a message. */
export const IN_MESSAGE = 'in a message';

/**
 * A command whose CLA announces secure messaging. Without a channel SELECT says that there is none and everything else
 * that it is lost; a message that cannot be read (6988) ends the channel.
 */
export function throughChannel(
  card: CardState,
  command: DecodedCommand,
  run: (card: CardState, command: DecodedCommand) => ReturnType<Instruction>,
): ResponseApdu {
  const { channel } = card.session;
  if (channel === undefined && command.ins === SELECT) return status(STATUS.secureMessagingNotSupported);
  if (channel === undefined || channel === 'lost') return status(STATUS.secureMessagingLost);
  const inner = channel.open(command);
  if (typeof inner === 'number') {
    if (inner === STATUS.secureMessagingData) card.session.channel = 'lost';
    return status(inner);
  }
  card.session.verified.add(IN_MESSAGE);
  try {
    return channel.seal(run(card, inner), command);
  } finally {
    card.session.verified.delete(IN_MESSAGE);
  }
}

export function announcesMessaging(cla: number): boolean {
  return (cla & MESSAGING_BITS) !== 0;
}
