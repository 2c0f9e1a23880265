import { EvidenceError } from '../error.ts';

/** Nesting, and values, that no document of this room reaches. */
export const JSON_LIMITS = { depth: 12, values: 200_000 } as const;

/**
 * Looks at a text before `JSON.parse` makes objects of it: sixty-four megabytes of brackets would make gigabytes. Strings, of
 * which honest documents consist, are leapt over. Says nothing about whether the text is JSON.
 */
export function requireModest(text: string): void {
  let depth = 0;
  let values = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text.charCodeAt(i);
    if (character === QUOTE) i = endOfString(text, i);
    else if (character === COMMA) values++;
    else if (character === BRACKET || character === BRACE) {
      values++;
      depth++;
    } else if (character === BRACKET + 2 || character === BRACE + 2) depth--;
    if (depth > JSON_LIMITS.depth || values > JSON_LIMITS.values) {
      throw new EvidenceError(
        'evidence/budget',
        'nested deeper, or of more values, than any honest document',
      );
    }
  }
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const BRACKET = 0x5b;
const BRACE = 0x7b;

/** The closing quote: the first that an even number of backslashes precedes. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return at;
  }
  return text.length;
}
