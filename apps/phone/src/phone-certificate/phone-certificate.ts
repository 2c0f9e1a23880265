import { encodeStatement, statementOctets } from '@kazasu/authority/api';
import { toBase64, toHex } from '@kazasu/bytes';
import { openCard, type Transport } from '@kazasu/card';
import { transportAsCard } from './as-card.ts';
import type { AuthorityClient } from './authority-client.ts';
import type { DeviceLock } from './device-lock.ts';
import { PhoneCertificateError } from './error.ts';
import { askForCertificates } from './issue.ts';
import { makeKey, sha256 } from './keys.ts';
import { Opened } from './opened.ts';
import { randomOctets } from './random.ts';
import type { PhoneRecord } from './record-data.ts';
import type { RecordStore } from './record-store.ts';
import { type Role, seal, sealingKey } from './seal.ts';

export interface PhoneCertificateWorld {
  readonly store: RecordStore;
  readonly lock: DeviceLock;
  readonly authority: AuthorityClient;
  readonly now: () => number;
}

/** What may be shown of it. Times are milliseconds since 1970. */
export interface PhoneCertificateView {
  readonly issuedAt: number;
  readonly notAfter: { readonly [role in Role]: number };
}

/** A lock that was asked, and waits for what is to lie under it. */
export interface Preparation {
  /**
   * Makes keys, has the card sign for them, and keeps them. The password is overwritten, no key is left in the clear, and the card stays open, whatever
   * comes of it; after a failure it may be tried again. Rejects with a CardError too.
   */
  certify(card: Transport, password: Uint8Array): Promise<PhoneCertificateView>;
  /** Nothing is to lie under it after all. */
  abandon(): Promise<void>;
}

/** An opened lock that nobody used closes again. */
const OPEN_MS = 60_000;

/** The certificate of this device, if there is one. Every method rejects with a PhoneCertificateError. */
export class PhoneCertificate {
  readonly #world: PhoneCertificateWorld;
  #opened: Opened | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(world: PhoneCertificateWorld) {
    this.#world = world;
  }

  available(): Promise<boolean> {
    return this.#world.lock.available();
  }

  async view(): Promise<PhoneCertificateView | undefined> {
    const record = await this.#world.store.read();
    return record && { issuedAt: record.issuedAt, notAfter: record.notAfter };
  }

  /**
   * Asks for this device's lock, for a certificate that is still to be issued. What is there already stays until the new one is: the authority ends the
   * old certificates with it.
   */
  async prepare(): Promise<Preparation> {
    const { store, lock, authority, now } = this.#world;
    const prfSalt = randomOctets(32);
    const keySalt = randomOctets(32);
    const { credentialId, secret } = await lock.make(prfSalt);
    const key = await sealingKey(secret, keySalt);
    const abandon = () => lock.forget(credentialId);
    const certify = async (card: Transport, password: Uint8Array): Promise<PhoneCertificateView> => {
      try {
        const fresh = await certified({ authority, card, password, now: now() }, key);
        const before = await store.read();
        const record = { version: 1, credentialId, prfSalt, keySalt, ...fresh, issuedAt: now() } as const;
        await store.write(record);
        this.close();
        if (before !== undefined) await lock.forget(before.credentialId);
        return { issuedAt: record.issuedAt, notAfter: record.notAfter };
      } finally {
        password.fill(0);
      }
    };
    return { certify, abandon };
  }

  /** Asks for this device's lock. From then on `open` gives a card that signs, until it is closed, or for a minute. */
  async unlock(): Promise<Opened> {
    this.close();
    const { store, lock } = this.#world;
    const record = await store.read();
    if (record === undefined) throw none();
    const secret = await lock.open(record.credentialId, record.prfSalt);
    const opened = new Opened(record, await sealingKey(secret, record.keySalt));
    await opened.signatureCertificate().catch((cause: unknown) => {
      throw new PhoneCertificateError('phone-certificate/locked-out', 'sealed under another secret', {
        cause,
      });
    });
    this.#opened = opened;
    this.#timer = setTimeout(() => this.close(), OPEN_MS);
    return opened;
  }

  /** As a card. `noItems`: what whoever asks it for items is told. */
  async open(noItems: () => Error): Promise<Transport> {
    const record = await this.#world.store.read();
    if (record === undefined) throw none();
    const opened = this.#opened;
    const transport = transportAsCard({ record, opened, noItems });
    return {
      transmit: transport.transmit,
      close: async () => {
        await transport.close();
        if (this.#opened === opened) this.close();
      },
    };
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#opened?.close();
    this.#opened = undefined;
  }

  /** Ends both certificates at the authority, which the phone's own key asks for, and forgets the keys. */
  async end(): Promise<void> {
    const opened = await this.unlock();
    try {
      const nonce = toHex(randomOctets(16));
      const statement = encodeStatement('phoneEnd', {
        type: 'kazasu.phone-end.1',
        at: this.#world.now(),
        nonce,
      });
      const signature = await opened.sign('signature', statementOctets(await sha256(statement)));
      await this.#world.authority.end({
        statement: toBase64(statement),
        certificate: toBase64(await opened.signatureCertificate()),
        signature: toBase64(signature),
      });
    } finally {
      this.close();
    }
    await this.forget();
  }

  /** Forgets the keys on this device alone: for when the lock cannot be opened, or the authority says that they have ended. */
  async forget(): Promise<void> {
    const { store, lock } = this.#world;
    this.close();
    const record = await store.read();
    await store.clear();
    if (record !== undefined) await lock.forget(record.credentialId);
  }
}

function none(): PhoneCertificateError {
  return new PhoneCertificateError('phone-certificate/none', 'no certificate on this device');
}

interface Certifying {
  readonly authority: AuthorityClient;
  readonly card: Transport;
  readonly password: Uint8Array;
  readonly now: number;
}

/** Fresh keys with their certificates, sealed. */
async function certified(
  { authority, card, password, now }: Certifying,
  key: CryptoKey,
): Promise<Omit<PhoneRecord, 'version' | 'credentialId' | 'prfSalt' | 'keySalt' | 'issuedAt'>> {
  const keys = { authentication: await makeKey('authentication'), signature: await makeKey('signature') };
  try {
    const issued = await askForCertificates({ authority, card: openCard(card), password, keys, now });
    const { certificates, caCertificates, notAfter } = issued;
    const sealed = {
      authentication: await seal(key, 'authentication', keys.authentication.pkcs8),
      signature: await seal(key, 'signature', keys.signature.pkcs8),
      'signature-certificate': await seal(key, 'signature-certificate', certificates.signature),
    };
    return { sealed, authenticationCertificate: certificates.authentication, caCertificates, notAfter };
  } finally {
    keys.authentication.pkcs8.fill(0);
    keys.signature.pkcs8.fill(0);
  }
}
