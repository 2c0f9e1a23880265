import { encodeTlv } from '@kazasu/bytes';
import { parseSessionKey, TEXT } from '../application/index.ts';
import { CardError } from '../error.ts';
import { type Random, take } from '../random.ts';
import { rsaPublic } from '../rsa.ts';
import { readToEnd } from './file.ts';
import type { Link } from './link.ts';
import { OAEP_SEED_LENGTH, oaepEncode } from './oaep.ts';
import { secureLink } from './secure-link.ts';
import { requireOk } from './status-error.ts';
import { aesCbc } from './web-crypto.ts';

/** What the card is sent; with AES-128 it uses the first half. */
const SEED_LENGTH = 32;
const KEY_LENGTH = 16;

/**
 * Opens a session of secure messaging in the text application (facts a.6), whose PIN has been verified, in the clear: the
 * card gives a session to nobody else. Hides what follows from whoever listens; it does not protect it from being
 * changed, because the application takes no checksum key.
 */
export async function openSession(link: Link, random: Random | undefined): Promise<Link> {
  if (random === undefined) {
    throw new CardError('card/command', 'secure messaging needs a source of randomness');
  }
  link.step('session');
  const key = parseSessionKey(await readToEnd(link, TEXT.sessionKey));
  const seed = take(random, SEED_LENGTH);
  const message = encodeTlv(0xa0, encodeTlv(0x80, seed));
  try {
    const data = rsaPublic(key, await oaepEncode(message, take(random, OAEP_SEED_LENGTH)));
    if (data === undefined) throw new CardError('card/file', 'session key: not a key of this card');
    const { status } = await link.exchange({ cla: 0x80, ins: 0xae, p1: 0, p2: 0, data });
    requireOk(status, 'set session key');
    return secureLink(link, await aesCbc(seed.subarray(0, KEY_LENGTH)));
  } finally {
    seed.fill(0);
    message.fill(0);
  }
}
