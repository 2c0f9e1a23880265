/**
 * A certificate in the phone (スマホ用電子証明書): two key pairs that this browser made, certificates that the authority issued to them on
 * the card's signature, and the lock of this device in place of a PIN. Owns where the keys lie (sealed, in this browser's database), what opens
 * them (the PRF extension of a passkey of their own, with user verification), and how they sign. Keeps no key open longer than one card would be held;
 * refuses to make any where the device cannot lock them. It has no items: where they are asked for, only a card will do. See ADR 0041.
 */
export { createAuthorityClient } from './authority-client.ts';
export { browserLock } from './device-lock.ts';
export type { PhoneCertificateErrorCode } from './error.ts';
export { PhoneCertificate, type PhoneCertificateView, type Preparation } from './phone-certificate.ts';
export { browserStore, liesUnder } from './record-store.ts';
