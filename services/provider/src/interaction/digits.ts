/**
 * The six digits that bind the phone to the browser that began (ADR 0034): the phone shows them, the browser is told them. Sealed at
 * rest, because whoever could read them there could guess them at once.
 */
import { fromUtf8, toUtf8 } from '@kazasu/bytes';
import { seal, unseal } from '@kazasu/server/keys';
import { randomOctets } from '@kazasu/server/random';
import type { ProviderKeys } from '../deps.ts';

const LENGTH = 6;
const COUNT = 10 ** LENGTH;
/** The largest multiple of COUNT that four octets can hold: beyond it some digits would be likelier than others. */
const FAIR = Math.floor(2 ** 32 / COUNT) * COUNT;

const contextOf = (id: string) => `provider/digits/${id}`;

export function drawDigits(random: (length: number) => Uint8Array = randomOctets): string {
  for (;;) {
    const octets = random(4);
    const number = new DataView(octets.buffer, octets.byteOffset, 4).getUint32(0);
    if (number < FAIR) return String(number % COUNT).padStart(LENGTH, '0');
  }
}

export function sealDigits(keys: Pick<ProviderKeys, 'items'>, id: string, digits: string): Uint8Array {
  return seal(keys.items, toUtf8(digits), contextOf(id));
}

/** Throws when they were sealed for another interaction or with another key. */
export function unsealDigits(keys: Pick<ProviderKeys, 'items'>, id: string, sealed: Uint8Array): string {
  return fromUtf8(unseal(keys.items, sealed, contextOf(id)));
}

/** What a person typed or pasted, full-width digits, spaces and hyphens included; undefined where it is not six digits. */
export function typedDigits(text: string): string | undefined {
  const digits = text.normalize('NFKC').replace(/[\s\-\u2010-\u2015\u2212\u30fc]/g, '');
  return /^[0-9]{6}$/.test(digits) ? digits : undefined;
}
