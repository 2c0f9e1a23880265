import { CardError } from '../error.ts';
import { type Random, take } from '../random.ts';
import type { Link } from '../reader/link.ts';
import { requireOk } from '../reader/status-error.ts';
import { sha1 } from '../reader/web-crypto.ts';
import { sameBytes } from '../same-bytes.ts';
import { STATUS } from '../status.ts';
import { CARD_NUMBER_REFERENCE } from './ef.ts';
import {
  CHALLENGE_LENGTH,
  HANDSHAKE_LENGTH,
  isCardNumber,
  KEY_LENGTH,
  keyFrom,
  openHandshake,
  sealHandshake,
  sessionSeed,
} from './handshake.ts';
import { MESSAGING_CLASS, sealData } from './messaging.ts';
import type { TripleDes } from './triple-des.ts';

/**
 * Specification 3.5.2, in the master file: GET CHALLENGE, MUTUAL AUTHENTICATE under the key of the card number, VERIFY
 * of the number under the session key, which is answered. What was secret on the way is overwritten.
 */
export async function authenticate(
  link: Link,
  tripleDes: TripleDes,
  random: Random,
  cardNumber: Uint8Array,
): Promise<Uint8Array> {
  if (!isCardNumber(cardNumber)) throw new CardError('card/pin-format', 'not the form of a card number');
  link.step('session');
  const secrets: Uint8Array[] = [];
  const kept = <T extends Uint8Array>(secret: T): T => {
    secrets.push(secret);
    return secret;
  };
  try {
    const key = kept(keyFrom(await sha1(cardNumber)));
    const challenge = await getChallenge(link);
    const own = {
      ownChallenge: take(random, CHALLENGE_LENGTH),
      otherChallenge: challenge,
      keyHalf: kept(take(random, KEY_LENGTH)),
    };
    const theirs = await mutualAuthenticate(link, sealHandshake(tripleDes, key, own));
    const answer = openHandshake(tripleDes, key, theirs);
    if (
      answer === undefined ||
      !sameBytes(answer.ownChallenge, challenge) ||
      !sameBytes(answer.otherChallenge, own.ownChallenge)
    ) {
      throw new CardError('card/response', 'the card does not prove that it knows its number');
    }
    const sessionKey = keyFrom(await sha1(kept(sessionSeed(own.keyHalf, kept(answer.keyHalf)))));
    await verifyNumber(link, sealData(tripleDes, sessionKey, cardNumber));
    return sessionKey;
  } finally {
    for (const secret of secrets) secret.fill(0);
  }
}

async function getChallenge(link: Link): Promise<Uint8Array> {
  const { data, status } = await link.exchange({ cla: 0, ins: 0x84, p1: 0, p2: 0, le: CHALLENGE_LENGTH });
  requireOk(status, 'get challenge');
  if (data.length !== CHALLENGE_LENGTH) throw new CardError('card/response', 'challenge of wrong length');
  return data;
}

async function mutualAuthenticate(link: Link, data: Uint8Array): Promise<Uint8Array> {
  const answer = await link.exchange({ cla: 0, ins: 0x82, p1: 0, p2: 0, data, le: 256 });
  requireNumber(answer.status);
  requireOk(answer.status, 'mutual authenticate');
  if (answer.data.length !== HANDSHAKE_LENGTH) throw new CardError('card/response', 'answer of wrong length');
  return answer.data;
}

async function verifyNumber(link: Link, data: Uint8Array): Promise<void> {
  const command = { cla: MESSAGING_CLASS, ins: 0x20, p1: 0, p2: CARD_NUMBER_REFERENCE, data };
  const { status } = await link.exchange(command);
  requireNumber(status);
  requireOk(status, 'verify card number');
}

function requireNumber(status: number): void {
  if (status === STATUS.failed)
    throw new CardError('card/pin-wrong', 'not the number of this card', { status });
}
