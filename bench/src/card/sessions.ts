import { toUtf8 } from '@kazasu/bytes';
import { type CardReader, sha256DigestInfo } from '@kazasu/card';
import { createHash, randomBytes } from '../crypto.ts';

/** Something whole that a person does with a card. */
export interface Session {
  readonly name: 'items and signature' | 'full proof';
  /** Private RSA operations that the card does for it. */
  readonly rsaOperations: number;
  run(card: CardReader, pins: SessionPins): Promise<void>;
}

export interface SessionPins {
  readonly authentication: string;
  readonly text: string;
}

/** Challenges differ, and are made beforehand: hashing them is neither the card's work nor the reader's. */
const DIGEST_INFOS = Array.from({ length: 64 }, () =>
  sha256DigestInfo(createHash('sha256').update(randomBytes(32)).digest()),
);
let drawn = 0;

function digestInfo(): Uint8Array {
  drawn = (drawn + 1) % DIGEST_INFOS.length;
  return DIGEST_INFOS[drawn] ?? new Uint8Array();
}

export const SESSIONS: readonly Session[] = [
  {
    // The four items with their signature and certificate by PIN, and one signature by the authentication key.
    name: 'items and signature',
    rsaOperations: 1,
    run: async (card, pins) => {
      await card.readFourItems(toUtf8(pins.text));
      await card.signWithAuthenticationKey(toUtf8(pins.authentication), digestInfo());
    },
  },
  {
    // What the provider demands where items are asked for: certificate, challenge signed, items with both chip signatures.
    name: 'full proof',
    rsaOperations: 3,
    run: async (card, pins) => {
      await card.readAuthenticationCertificate();
      await card.signWithAuthenticationKey(toUtf8(pins.authentication), digestInfo());
      await card.proveItems(toUtf8(pins.text), digestInfo());
    },
  },
];
