/** How binary values are written in the JSON of the HTTP contract. */
import * as v from 'valibot';

export const Base64 = v.pipe(v.string(), v.maxLength(65_536), v.base64());
export const Hex = v.pipe(v.string(), v.maxLength(64), v.regex(/^(?:[0-9a-f]{2})+$/));
