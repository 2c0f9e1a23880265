import type { DecodedCommand } from '../../apdu.ts';
import { EXTENDED_LE_MAX } from '../../apdu.ts';
import { STATUS } from '../../status.ts';
import {
  type CardState,
  type Instruction,
  ok,
  type SecureChannel,
  status,
} from '../../virtual/engine/index.ts';
import { CARD_NUMBER_REFERENCE } from '../ef.ts';
import {
  CHALLENGE_LENGTH,
  HANDSHAKE_LENGTH,
  KEY_LENGTH,
  keyFrom,
  openHandshake,
  same,
  sealHandshake,
  sessionSeed,
} from '../handshake.ts';
import { MESSAGING_CLASS, openMessage, sealData } from '../messaging.ts';
import { nodeTripleDes, sha1 } from './triple-des.ts';

/** In the security status: the number was verified; the command came in a message. */
export const NUMBER = 'cardNumber';
export const MESSAGE = 'message';

/** GET CHALLENGE (`00 84 00 00 08`): eight bytes for the MUTUAL AUTHENTICATE that follows. */
export const getChallenge: Instruction = (card, command) => {
  if (command.p1 !== 0 || command.p2 !== 0) return status(STATUS.wrongParameters);
  if (command.data.length > 0 || command.le !== CHALLENGE_LENGTH) return status(STATUS.wrongLength);
  const challenge = chance(card, CHALLENGE_LENGTH);
  if (challenge === undefined) return status(STATUS.conditions);
  card.session.challenge = challenge;
  return ok(challenge);
};

/**
 * MUTUAL AUTHENTICATE (`00 82`): whoever knows the card number gets the same proof back and a session. A challenge
 * serves once. Misses are not counted: the number has as many values as nobody tries.
 */
export function mutualAuthenticate(cardNumber: Uint8Array): Instruction {
  const key = keyFrom(sha1(cardNumber));
  return (card, command) => {
    if (command.p1 !== 0 || command.p2 !== 0) return status(STATUS.wrongParameters);
    if (command.data.length !== HANDSHAKE_LENGTH || (command.le ?? 0) < HANDSHAKE_LENGTH) {
      return status(STATUS.wrongLength);
    }
    const { challenge } = card.session;
    card.session.challenge = undefined;
    if (challenge === undefined) return status(STATUS.conditions);
    const theirs = openHandshake(nodeTripleDes, key, command.data);
    if (theirs === undefined || !same(theirs.otherChallenge, challenge)) return status(STATUS.failed);
    const keyHalf = chance(card, KEY_LENGTH);
    if (keyHalf === undefined) return status(STATUS.conditions);
    const sessionKey = keyFrom(sha1(sessionSeed(theirs.keyHalf, keyHalf)));
    card.session.verifiedInMasterFile.delete(NUMBER);
    card.session.channel = channelUnder(card, sessionKey);
    const own = { ownChallenge: challenge, otherChallenge: theirs.ownChallenge, keyHalf };
    return ok(sealHandshake(nodeTripleDes, key, own));
  };
}

/** VERIFY (`08 20 00 86`) of the card number, in a message alone. A miss is 6300 and takes back an earlier success. */
export function verifyNumber(cardNumber: Uint8Array): Instruction {
  return (card, command) => {
    if (command.p1 !== 0 || command.p2 !== CARD_NUMBER_REFERENCE) return status(STATUS.wrongParameters);
    if (!card.session.verified.has(MESSAGE)) return status(STATUS.securityStatus);
    const { verifiedInMasterFile } = card.session;
    if (!same(cardNumber, command.data)) {
      verifiedInMasterFile.delete(NUMBER);
      return status(STATUS.failed);
    }
    verifiedInMasterFile.add(NUMBER);
    return ok();
  };
}

function channelUnder(card: CardState, key: Uint8Array): SecureChannel {
  return {
    open(command) {
      if (command.cla !== MESSAGING_CLASS) return STATUS.secureMessagingNotSupported;
      const message = openMessage(nodeTripleDes, key, command.data);
      if (message === undefined) return STATUS.secureMessagingData;
      card.session.verified.add(MESSAGE);
      return opened(command, message);
    },
    seal(answer) {
      card.session.verified.delete(MESSAGE);
      if (answer.data.length === 0) return answer;
      return { data: sealData(nodeTripleDes, key, answer.data), status: answer.status };
    },
  };
}

function opened(
  command: DecodedCommand,
  message: { readonly data?: Uint8Array; readonly length?: number },
): DecodedCommand {
  const { le: _, ...header } = command;
  const data = message.data ?? new Uint8Array();
  const inner = { ...header, cla: command.cla & ~MESSAGING_CLASS, data };
  return message.length === undefined ? inner : { ...inner, le: message.length || EXTENDED_LE_MAX };
}

/** Undefined where the source fails: an instruction here must not throw while the card is within a message. */
function chance(card: CardState, length: number): Uint8Array | undefined {
  try {
    const octets = card.random(length);
    return octets.length === length ? octets : undefined;
  } catch {
    return undefined;
  }
}
