import { type DecodedCommand, decodeCommand } from '../apdu.ts';
import { type InstructionRow, instructionOf } from './instructions.ts';

/** What a trace keeps of a command: never the data of an instruction whose data may hold a PIN. */
export interface Heard {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  readonly le: number | undefined;
  /** How long the data were. */
  readonly length: number;
  /** A copy of the data where they may be shown. */
  readonly data: Uint8Array | undefined;
  readonly secureMessaging: boolean;
  readonly instruction: InstructionRow | undefined;
  /** The command in hexadecimal with stars for what is masked. */
  readonly hex: string;
}

const STARS = '****';
/** Class bits that no command to this card has: channels, further and unknown classes. */
const FOREIGN_CLASS = 0x73;
const SECURE_MESSAGING = 0x0c;

/**
 * Takes a command in before it is sent, for its sender overwrites it afterwards. Whatever does not decode, or is of an
 * unknown class, may be a PIN with its header lost: its bytes are masked, the header too where it could be characters.
 */
export function hear(bytes: Uint8Array): Heard | { readonly hex: string } {
  const [cla = 0, ins = 0, p1 = 0, p2 = 0] = bytes;
  if (bytes.length < 4 || (cla & FOREIGN_CLASS) !== 0) return { hex: STARS };
  const instruction = instructionOf(cla, ins);
  const secureMessaging = (cla & SECURE_MESSAGING) !== 0;
  const command = decodedOrNone(bytes);
  if (command === undefined) return { hex: `${headerText(bytes, false)} ${STARS}` };
  const shown = !secureMessaging && instruction?.showsData?.(command) === true;
  const data = shown ? command.data.slice() : undefined;
  const showsParameters = instruction?.showsParameters === true;
  const hex = [headerText(bytes, showsParameters), ...bodyText(command, data, showsParameters)].join(' ');
  const { le } = command;
  return { cla, ins, p1, p2, le, length: command.data.length, data, secureMessaging, instruction, hex };
}

function decodedOrNone(bytes: Uint8Array): DecodedCommand | undefined {
  try {
    return decodeCommand(bytes);
  } catch {
    return undefined;
  }
}

function headerText(bytes: Uint8Array, showsParameters: boolean): string {
  const [cla = 0, ins = 0, p1 = 0, p2 = 0] = bytes;
  const parameter = (octet: number) => (showsParameters || !isCharacter(octet) ? hexOf(octet) : '**');
  return (
    hexOf(cla) +
    (isCharacter(ins) && instructionOf(cla, ins) === undefined ? '**' : hexOf(ins)) +
    parameter(p1) +
    parameter(p2)
  );
}

/** Lc is left out with the data it counts: the length of a password is half a secret. */
function bodyText(command: DecodedCommand, data: Uint8Array | undefined, showsLe: boolean): string[] {
  const { le, extended } = command;
  const count = (value: number) =>
    extended ? (value & 0xffff).toString(16).padStart(4, '0').toUpperCase() : hexOf(value & 0xff);
  const { length } = command.data;
  const parts = length === 0 ? [] : data === undefined ? [STARS] : [count(length), bytesText(data)];
  if (le === undefined) return parts;
  // What stands where Le would may be a character of a PIN whose header was cut short.
  const hidden = !showsLe && (isCharacter(le & 0xff) || isCharacter((le >> 8) & 0xff));
  return [...parts, hidden ? '**' : count(le)];
}

function isCharacter(octet: number): boolean {
  return octet >= 0x20 && octet <= 0x7e;
}

function hexOf(octet: number): string {
  return octet.toString(16).padStart(2, '0').toUpperCase();
}

export function bytesText(bytes: Uint8Array): string {
  return Array.from(bytes, hexOf).join('');
}
