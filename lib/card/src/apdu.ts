import { CardError } from './error.ts';

/** A command APDU (ISO/IEC 7816-4, 5.1). */
export interface CommandApdu {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  /** Command data; absent or empty means that there is no Lc. */
  readonly data?: Uint8Array;
  /** Ne, the most bytes wanted back: 1…65536; absent where no Le is sent. */
  readonly le?: number;
}

export interface DecodedCommand extends CommandApdu {
  readonly data: Uint8Array;
  /** Whether the lengths were given in the extended form. */
  readonly extended: boolean;
}

export interface ResponseApdu {
  readonly data: Uint8Array;
  /** SW1 and SW2 as one number, 0x0000…0xffff. */
  readonly status: number;
}

export const SHORT_LE_MAX = 256;
export const EXTENDED_LE_MAX = 65_536;
const LC_MAX = 65_535;
const NO_DATA = new Uint8Array();
/** No response is longer: the most that an extended Le can ask for, and the status word. */
export const RESPONSE_MAX = EXTENDED_LE_MAX + 2;
/** No command is longer: header, extended Lc, data, extended Le. */
export const COMMAND_MAX = 4 + 3 + LC_MAX + 2;

/** Short form where the lengths allow it, extended form otherwise. Failure: CardError `card/command`. */
export function encodeCommand(command: CommandApdu): Uint8Array<ArrayBuffer> {
  const { cla, ins, p1, p2, le } = command;
  const data = command.data ?? NO_DATA;
  if (!(isOctet(cla) && isOctet(ins) && isOctet(p1) && isOctet(p2))) {
    throw new CardError('card/command', 'command header is not four octets');
  }
  if (data.length > LC_MAX) throw new CardError('card/command', 'command data too long');
  if (le !== undefined && !(Number.isInteger(le) && le >= 1 && le <= EXTENDED_LE_MAX)) {
    throw new CardError('card/command', 'expected length out of range');
  }
  const extended = data.length > 255 || (le ?? 0) > SHORT_LE_MAX;
  return writeCommand(command, data, extended);
}

function isOctet(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 255;
}

/** In one piece: several commands a millisecond go through here, and each piece is an allocation. */
function writeCommand(
  { cla, ins, p1, p2, le }: CommandApdu,
  data: Uint8Array,
  extended: boolean,
): Uint8Array<ArrayBuffer> {
  const { length } = data;
  const width = extended ? 2 : 1;
  const leWidth = le === undefined ? 0 : width;
  const bytes = new Uint8Array(4 + (extended ? 1 : 0) + (length === 0 ? 0 : width + length) + leWidth);
  bytes[0] = cla;
  bytes[1] = ins;
  bytes[2] = p1;
  bytes[3] = p2;
  // The octet 00 that announces the extended form is there already.
  let at = extended ? 5 : 4;
  if (length > 0) {
    if (extended) bytes[at++] = length >> 8;
    bytes[at++] = length & 255;
    bytes.set(data, at);
    at += length;
  }
  if (le !== undefined) {
    if (extended) bytes[at++] = (le >> 8) & 255;
    bytes[at] = le & 255;
  }
  return bytes;
}

/**
 * Reads the seven forms of ISO/IEC 7816-4 (case 1, and 2 to 4 short and extended); `Le` of zero means 256 or
 * 65536. Bytes whose length fits none of them are refused (CardError `card/command`). The data is not copied.
 */
export function decodeCommand(bytes: Uint8Array): DecodedCommand {
  const { length } = bytes;
  if (length < 4) throw new CardError('card/command', 'command shorter than its header');
  if (length === 4) return decoded(bytes, [4, 4], undefined, false);
  return bytes[4] === 0 && length > 5 ? readExtended(bytes) : readShort(bytes);
}

function readShort(bytes: Uint8Array): DecodedCommand {
  const first = bytes[4] as number;
  if (bytes.length === 5) return decoded(bytes, [5, 5], first || SHORT_LE_MAX, false);
  const end = 5 + first;
  if (bytes.length === end) return decoded(bytes, [5, end], undefined, false);
  if (bytes.length === end + 1) return decoded(bytes, [5, end], bytes[end] || SHORT_LE_MAX, false);
  throw new CardError('card/command', 'command length does not match Lc');
}

function readExtended(bytes: Uint8Array): DecodedCommand {
  if (bytes.length < 7) throw new CardError('card/command', 'extended length cut off');
  const first = twoOctets(bytes, 5);
  if (bytes.length === 7) return decoded(bytes, [7, 7], first || EXTENDED_LE_MAX, true);
  if (first === 0) throw new CardError('card/command', 'extended Lc is zero');
  const end = 7 + first;
  if (bytes.length === end) return decoded(bytes, [7, end], undefined, true);
  if (bytes.length === end + 2) {
    return decoded(bytes, [7, end], twoOctets(bytes, end) || EXTENDED_LE_MAX, true);
  }
  throw new CardError('card/command', 'command length does not match Lc');
}

function decoded(
  bytes: Uint8Array,
  [start, end]: readonly [number, number],
  le: number | undefined,
  extended: boolean,
): DecodedCommand {
  const header = {
    cla: bytes[0] as number,
    ins: bytes[1] as number,
    p1: bytes[2] as number,
    p2: bytes[3] as number,
    data: bytes.subarray(start, end),
    extended,
  };
  return le === undefined ? header : { ...header, le };
}

function twoOctets(bytes: Uint8Array, offset: number): number {
  return (bytes[offset] as number) * 256 + (bytes[offset + 1] as number);
}

export function encodeResponse(data: Uint8Array, status: number): Uint8Array<ArrayBuffer> {
  const { length } = data;
  const bytes = new Uint8Array(length + 2);
  if (length > 0) bytes.set(data);
  bytes[length] = status >> 8;
  bytes[length + 1] = status & 255;
  return bytes;
}

/** Fewer than two bytes, or more than an extended Le can ask for, is no response (CardError `card/response`). */
export function decodeResponse(bytes: Uint8Array): ResponseApdu {
  if (bytes.length < 2) throw new CardError('card/response', 'response without status word');
  if (bytes.length > RESPONSE_MAX) throw new CardError('card/response', 'response too long');
  const end = bytes.length - 2;
  return { data: end === 0 ? NO_DATA : bytes.subarray(0, end), status: twoOctets(bytes, end) };
}
