import { encodeTlv } from '@kazasu/bytes';
import { objects, readFile } from '../file.ts';
import { encodeRsaKey, parseRsaKey, type RsaPublicKey } from '../rsa-key.ts';
import { TEXT_TAG } from './ef.ts';

/** EF 0006: `A1 820109 { 90 03 exponent, 91 820100 modulus }`, 269 bytes. Nothing signs it (facts a.6). */
export function encodeSessionKey(key: RsaPublicKey): Uint8Array<ArrayBuffer> {
  return encodeTlv(TEXT_TAG.sessionKey, encodeRsaKey(key));
}

/** The key under which a session key is sent to the card. Any other form is CardError `card/file`. */
export function parseSessionKey(file: Uint8Array): RsaPublicKey {
  return readFile('session key', () => {
    const [template] = objects('session key', file, [TEXT_TAG.sessionKey]);
    return parseRsaKey(template.value);
  });
}
