/**
 * What a counter may do to a card that exists: set PINs, rewrite records, write a new signature certificate. The body is
 * signed by the municipality whose certificate the card holds (EF 0004 of the text application), so that a card can
 * judge for itself; RSASSA-PKCS1-v1_5 with SHA-256 over the octets of the body.
 */
import { fromBase64, fromUtf8 } from '@kazasu/bytes';
import * as v from 'valibot';
import { CardOptions } from '../card-image.ts';
import { Base64, Hex } from '../wire.ts';

export const CardInstruction = v.object({
  /** UTF-8 of the JSON of a {@link CardWriting}. */
  body: v.pipe(v.string(), v.maxLength(131_072), v.base64()),
  signature: Base64,
});
export type CardInstruction = v.InferOutput<typeof CardInstruction>;

export const CardWriting = v.strictObject({
  version: v.literal(1),
  /** Serial number of the card's authentication certificate: an instruction is for one card alone. */
  card: Hex,
  /** Grows with every instruction for this card; a card does none whose number is not higher than the last one's. */
  number: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** PINs that are set; each of them has all its tries again. */
  pins: v.optional(v.partial(CardOptions.entries.pins)),
  /** Files of the text application that take the place of those there. */
  text: v.optional(v.strictObject({ fourItems: Base64, integrity: Base64 })),
  /** Files of the surface application. */
  surface: v.optional(v.strictObject({ face: Base64, ageRecord: Base64 })),
  /** A new signature certificate with its key, PKCS#8. */
  signature: v.optional(v.strictObject({ certificate: Base64, caCertificate: Base64, privateKey: Base64 })),
});
export type CardWriting = v.InferOutput<typeof CardWriting>;

/** Reads the body without judging the signature; undefined for what is no CardWriting. */
export function parseCardWriting(instruction: CardInstruction): CardWriting | undefined {
  try {
    const result = v.safeParse(CardWriting, JSON.parse(fromUtf8(fromBase64(instruction.body))));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}
