/** Text forms of bytes: hexadecimal, base64, UTF-8, PEM. Each reads exactly what it writes. */
export { fromBase64, fromBase64url, toBase64, toBase64url } from './base64.ts';
export { fromHex, toHex } from './hex.ts';
export { fromPem, toPem } from './pem.ts';
export { fromUtf8, toUtf8 } from './utf8.ts';
