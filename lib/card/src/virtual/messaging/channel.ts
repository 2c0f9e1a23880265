import type { DecodedCommand, ResponseApdu } from '../../apdu.ts';
import { STATUS } from '../../status.ts';
import type { SecureChannel } from '../engine/index.ts';
import { status } from '../engine/index.ts';
import { AES_BLOCK, decrypt, encrypt } from './aes.ts';
import { readCryptogram, readExpectedLength, writeCryptogram } from './data-object.ts';
import { pad, unpad } from './padding.ts';

/** Secure messaging without integrity, the only form that the card has. */
const ENCRYPTED = 0x08;
const AUTHENTICATED = 0x0c;
const READ_BINARY = 0xb0;
/** VERIFY and SELECT: the command's data are what is hidden. */
const WITH_DATA: readonly number[] = [0x20, 0xa4];

/**
 * The channel that SET SESSION KEY opens (facts a.6). Every message that can be read moves the counter, also when the
 * command inside is refused; the answer is encrypted under the same count. A status word alone goes in the clear.
 */
export function openAesChannel(seed: Uint8Array): SecureChannel {
  const key = Uint8Array.from(seed.subarray(0, AES_BLOCK));
  let counter = 0;
  return {
    open(command) {
      if (command.cla === AUTHENTICATED) return STATUS.secureMessagingObjectMissing;
      if (command.cla !== ENCRYPTED || !isCarried(command.ins)) return STATUS.secureMessagingNotSupported;
      const inner = read(command, key, counter + 1);
      if (inner === undefined) return STATUS.secureMessagingData;
      counter += 1;
      return inner;
    },
    seal: (answer, command) => seal(answer, command, (plain) => encrypt(key, counter, pad(plain))),
  };
}

function isCarried(ins: number): boolean {
  return ins === READ_BINARY || WITH_DATA.includes(ins);
}

function read(command: DecodedCommand, key: Uint8Array, counter: number): DecodedCommand | undefined {
  const { ins, p1, p2, extended } = command;
  const header = { cla: 0, ins, p1, p2, extended };
  if (ins === READ_BINARY) {
    const le = readExpectedLength(command.data);
    return le === undefined ? undefined : { ...header, data: new Uint8Array(), le };
  }
  const ciphertext = readCryptogram(command.data);
  const data = ciphertext && unpad(decrypt(key, counter, ciphertext));
  return data === undefined ? undefined : { ...header, data };
}

/** The outer Le must have room for the whole message: half of one could not be decrypted. */
function seal(
  answer: ResponseApdu,
  command: DecodedCommand,
  encrypted: (plain: Uint8Array) => Uint8Array,
): ResponseApdu {
  if (answer.data.length === 0) return answer;
  const message = writeCryptogram(encrypted(answer.data));
  return message.length > (command.le ?? 0)
    ? status(STATUS.wrongLength)
    : { data: message, status: answer.status };
}
