import { AID } from '../application/index.ts';
import { CardError } from '../error.ts';
import { PIN_RULES, type PinName, pinFormat } from '../pin.ts';
import { selectApplication } from './file.ts';
import type { Link } from './link.ts';
import {
  type PinOptions,
  type PinReference,
  queryReference,
  requireTries,
  sendPin,
  verifyReference,
} from './reference.ts';

export type { PinOptions } from './reference.ts';

/** Asks for the tries that are left, in the current application. Costs none. Leaves the PIN's file selected. */
export function queryTries(link: Link, name: PinName): Promise<number> {
  return queryReference(link, referenceOf(name));
}

/** Refuses a PIN of impossible form, selects its application and verifies it there; see {@link verifyReference}. */
export async function openWithPin(
  link: Link,
  name: PinName,
  pin: Uint8Array,
  options: PinOptions = {},
): Promise<void> {
  requirePinFormat(name, pin);
  await selectApplication(link, AID[PIN_RULES[name].application]);
  await verifyReference(link, referenceOf(name), pin, options);
}

/**
 * As {@link verifyReference}, with the PIN through `session`, which names the PIN's file in P2 and has no need to select it.
 * The tries are asked for in the clear: there is nothing to hide in them.
 */
export async function verifyPinWithin(
  session: Link,
  clear: Link,
  name: PinName,
  pin: Uint8Array,
  options: PinOptions,
): Promise<void> {
  session.step('pin');
  await requireTries(clear, referenceOf(name), options);
  const p2 = 0x80 | PIN_RULES[name].file;
  await sendPin(session, referenceOf(name), { cla: 0, ins: 0x20, p1: 0, p2, data: pin });
}

/** Refuses a PIN that cannot be right, before the card hears of it. */
export function requirePinFormat(name: PinName, pin: Uint8Array): void {
  if (!pinFormat(name, pin))
    throw new CardError('card/pin-format', 'not the form of this PIN', { pin: name });
}

function referenceOf(name: PinName): PinReference {
  return { name, file: PIN_RULES[name].file };
}
