/** How binary values are written in the JSON of the HTTP contract (`api/`, `card-image.ts`): schemas of base64 and hexadecimal. */
import { fromBase64 } from '@kazasu/bytes';
import * as v from 'valibot';

/** Base64 of at most so many characters in the one spelling of its octets, so that whoever decodes it never fails. */
export function base64UpTo(longest: number) {
  return v.pipe(v.string(), v.maxLength(longest), v.check(isBase64));
}

export const Base64 = base64UpTo(65_536);
export const Hex = v.pipe(v.string(), v.maxLength(64), v.regex(/^(?:[0-9a-f]{2})+$/));

function isBase64(text: string): boolean {
  try {
    fromBase64(text);
    return true;
  } catch {
    return false;
  }
}
