import { constants, createCipheriv, createDecipheriv, publicEncrypt } from 'node:crypto';
import { toHex } from '@kazasu/bytes';
import { KEYS } from './card.ts';

/**
 * The terminal's side of secure messaging, straight from the facts (a.6) with node:crypto; nothing of this project's
 * own secure messaging takes part.
 */
export const SEED = Buffer.from('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f', 'hex');

/** SET SESSION KEY in the extended form, in hexadecimal. */
export function setSessionKey(message: Buffer, options = { oaepHash: 'sha256' }): string {
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  const delivered = publicEncrypt({ key: KEYS.transport.publicKey, padding, ...options }, message);
  return `80ae0000 000100 ${toHex(delivered)}`;
}

export function openChannel(seed: Buffer = SEED): string {
  return setSessionKey(Buffer.concat([Buffer.from('a0228020', 'hex'), seed]));
}

export interface Terminal {
  /** The number of the next message. */
  counter: number;
  /** A command whose data are hidden, such as `20 0091` with the PIN. */
  hide(header: string, data: Buffer): string;
  /** READ BINARY of so many bytes from a place; zero asks for all. */
  read(p1p2: string, length: number): string;
  /** What an answer to the message before says. */
  show(answer: string): string;
}

export function terminal(seed: Buffer = SEED): Terminal {
  const key = seed.subarray(0, 16);
  const vector = (counter: number) => {
    const block = Buffer.alloc(16);
    block.writeUInt32BE(counter, 12);
    const cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
    return Buffer.concat([cipher.update(block), cipher.final()]);
  };
  const side: Terminal = {
    counter: 1,
    hide(header, data) {
      const zeros = Buffer.alloc(15 - (data.length % 16));
      const cipher = createCipheriv('aes-128-cbc', key, vector(side.counter++)).setAutoPadding(false);
      const hidden = cipher.update(Buffer.concat([data, Buffer.of(0x80), zeros])).toString('hex');
      const object = `86${hexByte(hidden.length / 2 + 1)}01${hidden}`;
      return `08${header}${hexByte(object.length / 2)}${object}`;
    },
    read(p1p2, length) {
      side.counter++;
      return `08b0${p1p2} 000005 960300${length.toString(16).padStart(4, '0')} 0000`;
    },
    show(answer) {
      if (answer.slice(-4) !== '9000' || answer.length === 4) return answer;
      const header = /^86(?:82.{4}|81..|..)01/.exec(answer)?.[0] ?? '';
      const hidden = Buffer.from(answer.slice(header.length, -4), 'hex');
      const cipher = createDecipheriv('aes-128-cbc', key, vector(side.counter - 1)).setAutoPadding(false);
      return cipher
        .update(hidden)
        .toString('hex')
        .replace(/80(00)*$/, '');
    },
  };
  return side;
}

function hexByte(value: number): string {
  return value.toString(16).padStart(2, '0');
}
