import { CODE_ALPHABET, CODE_LENGTH } from '@kazasu/reader/agent';

/** Octets from here on would make some signs likelier than others. */
const FAIR = 256 - (256 % CODE_ALPHABET.length);

/** Each sign as likely as every other. */
export function newCode(random: (length: number) => Uint8Array): string {
  let code = '';
  while (code.length < CODE_LENGTH) {
    for (const octet of random(CODE_LENGTH)) {
      if (octet < FAIR && code.length < CODE_LENGTH) code += CODE_ALPHABET[octet % CODE_ALPHABET.length];
    }
  }
  return code;
}

/** In two halves, for reading aloud and typing. */
export function shownCode(code: string): string {
  return `${code.slice(0, CODE_LENGTH / 2)}-${code.slice(CODE_LENGTH / 2)}`;
}
