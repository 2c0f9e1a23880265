import { pinFormat } from '@kazasu/card';

/** Where the full-width forms of ASCII begin (Unicode, Halfwidth and Fullwidth Forms), as an input method gives them. */
const FULL_WIDTH = 0xfee0;

/**
 * The signature password as the card takes it, from what was typed: lower case becomes upper case, as the real app does
 * (facts a.5), and full-width letters and digits become ordinary ones. Undefined for what cannot be one. Makes bytes at
 * once: of a text there would be copies that nobody can overwrite.
 */
export function signaturePassword(typed: string): Uint8Array | undefined {
  const password = new Uint8Array(typed.length);
  for (let at = 0; at < typed.length; at++) password[at] = capital(plain(typed.charCodeAt(at)));
  if (pinFormat('signature', password)) return password;
  password.fill(0);
  return undefined;
}

function plain(code: number): number {
  const narrow = code > 0xff00 && code < 0xff5f ? code - FULL_WIDTH : code;
  // What a byte cannot hold is no sign of a password, and must not become one by losing its upper half.
  return narrow > 0x7f ? 0 : narrow;
}

function capital(code: number): number {
  return code >= 0x61 && code <= 0x7a ? code - 0x20 : code;
}
