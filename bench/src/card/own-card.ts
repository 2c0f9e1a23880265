import { fromBase64, fromHex } from '@kazasu/bytes';
import { type CardJson, readVector, vectorCard } from '@kazasu/card/testing';
import type { VirtualCard } from '@kazasu/card/virtual';
import { constants, createPrivateKey, privateEncrypt, randomBytes } from '../crypto.ts';
import type { SessionPins } from './sessions.ts';

/** The card of the vectors, so that the figures are of a card that anybody has. */
const json = readVector<CardJson>('card.json');

export function ownCard(): VirtualCard {
  return vectorCard(json, {}, randomBytes).card;
}

export const PINS: SessionPins = {
  authentication: json.pins.authentication.value,
  text: json.pins.text.value,
};

const key = createPrivateKey({
  key: Buffer.from(fromBase64(json.keys.authentication)),
  format: 'der',
  type: 'pkcs8',
});
const PADDED = { key, padding: constants.RSA_PKCS1_PADDING };
const DIGEST_INFO = fromHex(`3031300d060960864801650304020105000420${'5a'.repeat(32)}`);

/** What the card's signature costs where there is no card. */
export function rsaAlone(): void {
  privateEncrypt(PADDED, DIGEST_INFO);
}

const AUTHENTICATION_PIN = Buffer.from(PINS.authentication, 'latin1').toString('hex');

/** Commands without RSA, in the state that the one before them leaves. */
export const COMMANDS = [
  { name: 'SELECT application', command: '00a4040c0ad392f000260100000001' },
  { name: 'SELECT file', command: '00a4020c020018' },
  { name: 'VERIFY, tries left', command: '00200080' },
  { name: 'VERIFY', command: `0020008004${AUTHENTICATION_PIN}` },
  { name: 'READ BINARY, 256 octets', command: '00b08a0000' },
].map(({ name, command }) => ({ name, command: fromHex(command) }));
