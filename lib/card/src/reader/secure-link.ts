import { BytesError, concat, encodeTlv, parseTlv } from '@kazasu/bytes';
import { type CommandApdu, EXTENDED_LE_MAX, type ResponseApdu } from '../apdu.ts';
import { CardError } from '../error.ts';
import { SESSION_LOST } from '../status.ts';
import type { Link } from './link.ts';
import type { AesCbc } from './web-crypto.ts';

const SECURE_CLASS = 0x08;
const READ_BINARY = 0xb0;
const TAG = { cryptogram: 0x86, expectedLength: 0x96 } as const;
/** Stands before every cryptogram: the plaintext is padded as ISO/IEC 7816-4 has it. */
const PADDED = 0x01;
const BLOCK = 16;

/**
 * Commands through a session (facts a.6): SELECT and VERIFY with their data in a cryptogram, READ BINARY with its length in
 * a data object, its answer in a cryptogram. Each takes the next number of a counter that both sides keep, refused ones
 * too. A session that the card has lost is CardError `card/session`, which ends the errand.
 */
export function secureLink(link: Link, cipher: AesCbc): Link {
  let counter = 0;
  return {
    readLength: EXTENDED_LE_MAX,
    step: (step) => link.step(step),
    async exchange(command) {
      const iv = await cipher.encrypt(new Uint8Array(BLOCK), counterBlock(++counter));
      const response = await link.exchange(await secured(command, iv, cipher));
      if (SESSION_LOST.has(response.status)) {
        throw new CardError('card/session', 'session lost', { status: response.status });
      }
      return opened(response, iv, cipher);
    },
  };
}

/** The counter is 1 for the first command, and as long as a block. */
function counterBlock(counter: number): Uint8Array {
  const block = new Uint8Array(BLOCK);
  new DataView(block.buffer).setUint32(BLOCK - 4, counter);
  return block;
}

async function secured(command: CommandApdu, iv: Uint8Array, cipher: AesCbc): Promise<CommandApdu> {
  const header = { cla: SECURE_CLASS, ins: command.ins, p1: command.p1, p2: command.p2 };
  if (command.ins === READ_BINARY) {
    // 65536, written as zero, asks for everything up to the end of the file. The length of the answer is another one.
    const wanted = command.le ?? EXTENDED_LE_MAX;
    const data = encodeTlv(TAG.expectedLength, Uint8Array.of(0, (wanted >> 8) & 255, wanted & 255));
    return { ...header, data, le: EXTENDED_LE_MAX };
  }
  const padded = pad(command.data ?? new Uint8Array());
  const cryptogram = await cipher.encrypt(iv, padded);
  padded.fill(0);
  return { ...header, data: encodeTlv(TAG.cryptogram, Uint8Array.of(PADDED), cryptogram) };
}

async function opened(response: ResponseApdu, iv: Uint8Array, cipher: AesCbc): Promise<ResponseApdu> {
  const { data, status } = response;
  if (data.length === 0) return response;
  return { data: unpad(await cipher.decrypt(iv, cryptogramIn(data))), status };
}

function cryptogramIn(data: Uint8Array): Uint8Array {
  const [object, ...others] = objectsIn(data);
  const cryptogram = object?.value.subarray(1) ?? new Uint8Array();
  if (
    object?.tag !== TAG.cryptogram ||
    others.length > 0 ||
    object.value[0] !== PADDED ||
    cryptogram.length === 0 ||
    cryptogram.length % BLOCK !== 0
  ) {
    throw new CardError('card/response', 'an answer within a session is not one cryptogram');
  }
  return cryptogram;
}

function objectsIn(data: Uint8Array) {
  try {
    return parseTlv(data);
  } catch (error) {
    if (!(error instanceof BytesError)) throw error;
    throw new CardError('card/response', 'an answer within a session is not TLV', { cause: error });
  }
}

/** `80` and as many zeros as fill the block, always at least the `80` (ISO/IEC 7816-4). */
function pad(bytes: Uint8Array): Uint8Array {
  return concat(bytes, Uint8Array.of(0x80), new Uint8Array(BLOCK - 1 - (bytes.length % BLOCK)));
}

function unpad(bytes: Uint8Array): Uint8Array {
  const end = bytes.findLastIndex((byte) => byte !== 0);
  if (end < 0 || bytes[end] !== 0x80) {
    throw new CardError('card/response', 'padding within a session is wrong');
  }
  return bytes.subarray(0, end);
}
