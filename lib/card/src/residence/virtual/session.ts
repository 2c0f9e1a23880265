import type { DecodedCommand } from '../../apdu.ts';
import { EXTENDED_LE_MAX } from '../../apdu.ts';
import { sameBytes } from '../../same-bytes.ts';
import { STATUS } from '../../status.ts';
import { getChallenge as challengeOf } from '../../virtual/command/index.ts';
import { IN_MESSAGE, type Instruction, ok, type SecureChannel, status } from '../../virtual/engine/index.ts';
import { sha1 } from '../../virtual/hash.ts';
import { CARD_NUMBER_REFERENCE } from '../ef.ts';
import {
  CHALLENGE_LENGTH,
  HANDSHAKE_LENGTH,
  KEY_LENGTH,
  keyFrom,
  openHandshake,
  sealHandshake,
  sessionSeed,
} from '../handshake.ts';
import { MESSAGING_CLASS, openMessage, sealData } from '../messaging.ts';
import { nodeTripleDes } from '../node/index.ts';

/** In the security status: the number was verified. */
export const NUMBER = 'cardNumber';

/** GET CHALLENGE (`00 84 00 00 08`): eight bytes, no more and no less, for the MUTUAL AUTHENTICATE that follows. */
export const getChallenge: Instruction = (card, command) => {
  const { p1, p2, le } = command;
  if (p1 === 0 && p2 === 0 && le !== CHALLENGE_LENGTH) return status(STATUS.wrongLength);
  return challengeOf(card, command);
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
    if (theirs === undefined || !sameBytes(theirs.otherChallenge, challenge)) return status(STATUS.failed);
    const keyHalf = card.random(KEY_LENGTH);
    const sessionKey = keyFrom(sha1(sessionSeed(theirs.keyHalf, keyHalf)));
    card.session.verifiedInMasterFile.delete(NUMBER);
    card.session.channel = channelUnder(sessionKey);
    const own = { ownChallenge: challenge, otherChallenge: theirs.ownChallenge, keyHalf };
    return ok(sealHandshake(nodeTripleDes, key, own));
  };
}

/** VERIFY (`08 20 00 86`) of the card number, in a message alone. A miss is 6300 and takes back an earlier success. */
export function verifyNumber(cardNumber: Uint8Array): Instruction {
  return (card, command) => {
    if (command.p1 !== 0 || command.p2 !== CARD_NUMBER_REFERENCE) return status(STATUS.wrongParameters);
    if (!card.session.verified.has(IN_MESSAGE)) return status(STATUS.securityStatus);
    const { verifiedInMasterFile } = card.session;
    if (!sameBytes(cardNumber, command.data)) {
      verifiedInMasterFile.delete(NUMBER);
      return status(STATUS.failed);
    }
    verifiedInMasterFile.add(NUMBER);
    return ok();
  };
}

function channelUnder(key: Uint8Array): SecureChannel {
  return {
    open(command) {
      if (command.cla !== MESSAGING_CLASS) return STATUS.secureMessagingNotSupported;
      const message = openMessage(nodeTripleDes, key, command.data);
      if (message === undefined) return STATUS.secureMessagingData;
      return opened(command, message);
    },
    seal(answer) {
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
