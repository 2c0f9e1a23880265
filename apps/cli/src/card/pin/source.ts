import { toUtf8 } from '@kazasu/bytes';
import { CommandProblem } from '../../problem.ts';
import type { Keyboard } from './keyboard.ts';
import { type CardSecret, fits, formOf, hasCapitals, PIN_LABELS } from './label.ts';

/** How secrets are handed over, as typed on the command line; without either they are asked for. */
export interface PinTyped {
  /** `--pin`: the secret itself. */
  readonly pin?: string | undefined;
  /** `--pin-stdin`: one secret a line. */
  readonly pinStdin?: boolean | undefined;
}

/** What a town tells of its invented people's cards. */
export type KnownPins = { readonly [name in CardSecret]?: string | undefined };

/** One name, or several of which the form of what is typed tells which. */
export type Choice<Name extends CardSecret> = [Name, ...Name[]];

/** Where a command gets the secrets that it needs. What it hands out is the caller's, to be overwritten after use. */
export interface PinSource {
  /** One secret. Where several names are given, what is typed is that of the form that it has. */
  get<Name extends CardSecret>(...names: Choice<Name>): Promise<{ name: Name; pin: Uint8Array }>;
  /** A new secret, asked for twice where a person types it. */
  choose(name: CardSecret): Promise<Uint8Array>;
}

export interface PinSourceParts extends PinTyped {
  readonly keyboard: Keyboard;
  /** All of standard input, read once. */
  readonly readStdin: () => Promise<Uint8Array>;
  readonly known: KnownPins;
  /** `--new-pin`. */
  readonly newPin?: string | undefined;
}

export function createPinSource(parts: PinSourceParts): PinSource {
  if (parts.pin !== undefined && parts.pinStdin === true) {
    throw new CommandProblem('usage', 'A secret is given in two ways.', 'Give either --pin or --pin-stdin.');
  }
  const nextLine = linesOf(parts.readStdin);
  const handedOver = async (names: readonly CardSecret[]): Promise<Uint8Array | undefined> => {
    if (parts.pinStdin === true) return nextLine(names);
    return parts.pin === undefined ? undefined : toUtf8(parts.pin);
  };
  return {
    get: async (...names) => {
      const given = await handedOver(names);
      if (given !== undefined) return recognise(names, given);
      const name = names.find((candidate) => parts.known[candidate] !== undefined);
      if (name !== undefined) return recognise([name], toUtf8(parts.known[name] ?? ''));
      return recognise(names, await askFor(parts.keyboard, names));
    },
    choose: async (name) => {
      if (parts.newPin !== undefined) return recognise([name], toUtf8(parts.newPin)).pin;
      if (parts.pinStdin === true) return recognise([name], await nextLine([name])).pin;
      return chosenAt(parts.keyboard, name);
    },
  };
}

/** Lower-case letters become capitals where the card has those. Overwrites what it refuses. */
function recognise<Name extends CardSecret>(
  names: readonly Name[],
  typed: Uint8Array,
): { name: Name; pin: Uint8Array } {
  if (names.some(hasCapitals)) {
    typed.forEach((key, at) => {
      if (key >= 0x61 && key <= 0x7a) typed[at] = key - 0x20;
    });
  }
  const name = names.find((candidate) => fits(candidate, typed));
  if (name === undefined) {
    typed.fill(0);
    const wanted = names.map((candidate) => `${PIN_LABELS[candidate]}: ${formOf(candidate)}`);
    throw new CommandProblem(
      'usage',
      'That cannot be right in this form, so the card was not asked and no try was used.',
      `Wanted: ${wanted.join('; or ')}.`,
    );
  }
  return { name, pin: typed };
}

function askFor(keyboard: Keyboard, names: readonly CardSecret[], again = ''): Promise<Uint8Array> {
  if (!keyboard.present) {
    throw new CommandProblem(
      'usage',
      `The ${names.map((name) => PIN_LABELS[name]).join(', or the ')} is needed, and nobody sits at a terminal.`,
      'Run it in a terminal, or hand the secret over with --pin-stdin.',
    );
  }
  return keyboard.ask(names.map((name) => `${again}${PIN_LABELS[name]}, ${formOf(name)}`).join(', or '));
}

async function chosenAt(keyboard: Keyboard, name: CardSecret): Promise<Uint8Array> {
  const first = recognise([name], await askFor(keyboard, [name], 'New ')).pin;
  try {
    const second = recognise([name], await askFor(keyboard, [name], 'Once more: new ')).pin;
    const equal = second.length === first.length && second.every((key, at) => key === first[at]);
    second.fill(0);
    if (equal) return first;
    throw new CommandProblem('usage', 'The two differ. Nothing was changed.', 'Run it again.');
  } catch (problem) {
    first.fill(0);
    throw problem;
  }
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Hands out standard input line by line; the buffer behind it is overwritten as it is used. */
function linesOf(
  readStdin: () => Promise<Uint8Array>,
): (names: readonly CardSecret[]) => Promise<Uint8Array> {
  let rest: Promise<Uint8Array> | undefined;
  return async (names) => {
    rest ??= readStdin();
    const bytes = await rest;
    if (bytes.length === 0) {
      throw new CommandProblem(
        'usage',
        `Standard input has no line for the ${names.map((name) => PIN_LABELS[name]).join(', or the ')}.`,
        'With --pin-stdin, write each secret on a line of its own, in the order in which they are needed.',
      );
    }
    const end = bytes.indexOf(LINE_FEED);
    const line = end < 0 ? bytes : bytes.subarray(0, end);
    const text = line.at(-1) === CARRIAGE_RETURN ? line.subarray(0, -1) : line;
    const secret = Uint8Array.from(text);
    line.fill(0);
    rest = Promise.resolve(end < 0 ? new Uint8Array() : bytes.subarray(end + 1));
    return secret;
  };
}
