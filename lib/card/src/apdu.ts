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
  if (bytes.length < 4) throw new CardError('card/command', 'command shorter than its header');
  const [cla, ins, p1, p2] = bytes as unknown as [number, number, number, number];
  const header = { cla, ins, p1, p2 };
  const body = bytes.subarray(4);
  if (body.length === 0) return { ...header, data: body, extended: false };
  if (body[0] === 0 && body.length > 1) return { ...header, ...readExtended(body) };
  return { ...header, ...readShort(body) };
}

type Body = Pick<DecodedCommand, 'data' | 'le' | 'extended'>;

function readShort(body: Uint8Array): Body {
  const first = body[0] as number;
  if (body.length === 1) return { data: body.subarray(1), le: first || SHORT_LE_MAX, extended: false };
  const data = body.subarray(1, 1 + first);
  if (body.length === 1 + first) return { data, extended: false };
  if (body.length === 2 + first) return { data, le: body[1 + first] || SHORT_LE_MAX, extended: false };
  throw new CardError('card/command', 'command length does not match Lc');
}

function readExtended(body: Uint8Array): Body {
  if (body.length < 3) throw new CardError('card/command', 'extended length cut off');
  const first = twoOctets(body, 1);
  if (body.length === 3) return { data: body.subarray(3), le: first || EXTENDED_LE_MAX, extended: true };
  if (first === 0) throw new CardError('card/command', 'extended Lc is zero');
  const data = body.subarray(3, 3 + first);
  if (body.length === 3 + first) return { data, extended: true };
  if (body.length === 5 + first) {
    return { data, le: twoOctets(body, 3 + first) || EXTENDED_LE_MAX, extended: true };
  }
  throw new CardError('card/command', 'command length does not match Lc');
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
  return { data: bytes.subarray(0, end), status: twoOctets(bytes, end) };
}
