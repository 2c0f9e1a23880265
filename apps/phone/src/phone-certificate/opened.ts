import { toUtf8 } from '@kazasu/bytes';
import { PhoneCertificateError } from './error.ts';
import { signWith } from './keys.ts';
import { randomOctets } from './random.ts';
import type { PhoneRecord } from './record-data.ts';
import { type Role, unseal } from './seal.ts';

/**
 * The certificate while its lock is open. Holds a key of the browser's own keeping and no private key: each is unsealed to sign once and overwritten. The
 * PINs are of this opening alone; a card wants to hear one, and nobody types one.
 */
export class Opened {
  readonly #record: PhoneRecord;
  #key: CryptoKey | undefined;
  readonly pins: { readonly [role in Role]: Uint8Array };

  constructor(record: PhoneRecord, key: CryptoKey) {
    this.#record = record;
    this.#key = key;
    this.pins = { authentication: digits(4), signature: digits(16) };
  }

  get isOpen(): boolean {
    return this.#key !== undefined;
  }

  /** As a card's key signs. Rejects with a PhoneCertificateError once it is closed. */
  async sign(role: Role, octets: Uint8Array): Promise<Uint8Array> {
    const pkcs8 = await unseal(this.#held(), role, this.#record.sealed[role]);
    try {
      return signWith({ pkcs8 }, octets);
    } finally {
      pkcs8.fill(0);
    }
  }

  async signatureCertificate(): Promise<Uint8Array> {
    return unseal(this.#held(), 'signature-certificate', this.#record.sealed['signature-certificate']);
  }

  close(): void {
    this.#key = undefined;
    for (const pin of Object.values(this.pins)) pin.fill(0);
  }

  #held(): CryptoKey {
    if (this.#key === undefined) throw new PhoneCertificateError('phone-certificate/none', 'closed');
    return this.#key;
  }
}

/** Not even enough to guess; nobody can: a wrong one closes it. */
function digits(length: number): Uint8Array {
  return toUtf8([...randomOctets(length)].map((octet) => String(octet % 10)).join(''));
}
