import { signPadded } from './padded-signature.ts';
import { randomOctets } from './random.ts';
import type { Role } from './seal.ts';

type Octets = Uint8Array<ArrayBuffer>;

/** A key pair of a phone, on its way from where it was made to where it is sealed. */
export interface FreshKey {
  readonly role: Role;
  /** DER. */
  readonly spki: Octets;
  /** To be overwritten. */
  readonly pkcs8: Octets;
}

const ALGORITHM = {
  // The name binds WebCrypto, not the key: it is taken out, and signs as a card does.
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: Uint8Array.of(1, 0, 1),
};

export async function makeKey(role: Role): Promise<FreshKey> {
  const pair = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  return {
    role,
    spki: new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey)),
    pkcs8: new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey)),
  };
}

export function signWith({ pkcs8 }: Pick<FreshKey, 'pkcs8'>, octets: Uint8Array): Uint8Array {
  return signPadded(pkcs8, octets, randomOctets);
}

export async function sha256(octets: Uint8Array): Promise<Octets> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(octets)));
}
