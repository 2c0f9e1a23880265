import {
  parseCvCertificate,
  parseFourItems,
  parseIntegrity,
  parseMyNumber,
  TEXT,
} from '../application/index.ts';
import { CardError } from '../error.ts';
import type { PinName } from '../pin.ts';
import type { Random } from '../random.ts';
import type { Errands } from './errand.ts';
import { readToEnd } from './file.ts';
import type { Link } from './link.ts';
import { openWithPin, type PinOptions, requirePinFormat, verifyPinWithin } from './pin.ts';
import { openSession } from './session.ts';

/** Files 0002, 0003 and 0004 of the text application, whole: what a verifier needs to judge the four items. */
export interface FourItemFiles {
  readonly fourItems: Uint8Array;
  readonly integrity: Uint8Array;
  readonly issuerCertificate: Uint8Array;
}

export interface ReadOptions extends PinOptions {
  /**
   * Encrypt what is read. The PIN itself still goes in the clear: the card opens a session for nobody else. Needs the
   * `random` of openCard.
   */
  readonly secureMessaging?: boolean;
}

export interface MyNumberOptions extends ReadOptions {
  /** 照合番号A, presented within the session as well. Overwritten. */
  readonly numberA?: Uint8Array;
}

export interface FourItemOptions extends ReadOptions {
  /** 照合番号B, presented within the session as well. Overwritten. */
  readonly numberB?: Uint8Array;
}

/** What a client wants from the text application. */
export interface TextReader {
  /** The files are of the right form; whether they are true is for a verifier to judge. */
  readFourItems(pin: Uint8Array, options?: FourItemOptions): Promise<FourItemFiles>;
  /** EF 0001, whole; see parseMyNumber. */
  readMyNumber(pin: Uint8Array, options?: MyNumberOptions): Promise<Uint8Array>;
}

export function textReader({ run }: Errands, random: Random | undefined): TextReader {
  return {
    readFourItems: (pin, options = {}) =>
      run(secretsOf(pin, options.numberB), async (link) => {
        const number = { name: 'textNumberB', value: options.numberB } as const;
        return readFourItemFiles(await openText(link, pin, options, random, number));
      }),
    readMyNumber: (pin, options = {}) =>
      run(secretsOf(pin, options.numberA), async (link) => {
        const number = { name: 'textNumberA', value: options.numberA } as const;
        return readMyNumberFile(await openText(link, pin, options, random, number));
      }),
  };
}

function secretsOf(pin: Uint8Array, number: Uint8Array | undefined): Uint8Array[] {
  return number === undefined ? [pin] : [pin, number];
}

/**
 * Verifies the text PIN and answers the link through which to read on: a session where one was asked for. A number is
 * verified through the session; without one it is refused, because in the clear it opens nothing that the PIN does not.
 */
export async function openText(
  link: Link,
  pin: Uint8Array,
  options: ReadOptions,
  random: Random | undefined,
  number?: { readonly name: PinName; readonly value: Uint8Array | undefined },
): Promise<Link> {
  const secure = options.secureMessaging === true;
  if (number?.value !== undefined) {
    if (!secure) throw new CardError('card/command', 'a number is presented within a session only');
    requirePinFormat(number.name, number.value);
  }
  await openWithPin(link, 'text', pin, options);
  if (!secure) return link;
  const session = await openSession(link, random);
  if (number?.value !== undefined) {
    await verifyPinWithin(session, link, number.name, number.value, options);
  }
  return session;
}

export async function readFourItemFiles(link: Link): Promise<FourItemFiles> {
  const fourItems = await readToEnd(link, TEXT.fourItems);
  const integrity = await readToEnd(link, TEXT.integrity);
  const issuerCertificate = await readToEnd(link, TEXT.issuerCertificate);
  parseFourItems(fourItems);
  parseIntegrity(integrity);
  parseCvCertificate(issuerCertificate);
  return { fourItems, integrity, issuerCertificate };
}

async function readMyNumberFile(link: Link): Promise<Uint8Array> {
  const file = await readToEnd(link, TEXT.myNumber);
  parseMyNumber(file);
  return file;
}
