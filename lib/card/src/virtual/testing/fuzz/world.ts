import { fromHex } from '@kazasu/bytes';
import type { PinName } from '../../../pin.ts';
import {
  type CardContents,
  type CardKeys,
  type CardMemory,
  createVirtualCard,
  freshPins,
  type PinMemory,
  type VirtualCard,
} from '../../index.ts';
import { CONTENTS } from '../contents.ts';

/** PINs that the generator's wrong values never hit. Numbers differ between applications, to tell them apart. */
export const PINS: { readonly [name in PinName]: string } = {
  authentication: '7391',
  signature: 'ZX81QL',
  text: '6284',
  textNumberA: '713905284617',
  textNumberB: '83120420319157',
  surfaceNumberA: '926174038551',
  surfaceNumberB: '46051920287413',
  surfaceBirthdate: '371226',
  juki: '5173',
  common: '8246',
};

/** Four bytes that stand for a secret and fill its file: no command contains them, so no echo can show them. */
export const SECRETS = {
  signatureCertificate: 'c0ffee01',
  myNumber: 'c0ffee02',
  fourItems: 'c0ffee03',
  integrity: 'c0ffee04',
  sessionKey: 'c0ffee05',
  chipKey: 'c0ffee06',
  ageRecord: 'c0ffee07',
  face: 'c0ffee08',
  myNumberImage: 'c0ffee09',
  authenticationKey: 'c0ffee0a',
  signatureKey: 'c0ffee0b',
} as const;
export type SecretName = keyof typeof SECRETS;

/** Any of these must have been shown before a secret may be seen. */
export const GUARDS: { readonly [name in SecretName]: readonly PinName[] } = {
  signatureCertificate: ['signature'],
  myNumber: ['text', 'textNumberA'],
  fourItems: ['text', 'textNumberB'],
  integrity: ['text', 'textNumberA', 'textNumberB'],
  sessionKey: ['text', 'textNumberA', 'textNumberB'],
  chipKey: ['text', 'textNumberA', 'textNumberB'],
  ageRecord: ['surfaceBirthdate', 'surfaceNumberA', 'surfaceNumberB'],
  face: ['surfaceNumberA', 'surfaceNumberB'],
  myNumberImage: ['surfaceNumberA'],
  authenticationKey: ['authentication'],
  signatureKey: ['signature'],
};

const filled = (name: SecretName, length: number) => fromHex(SECRETS[name].repeat(length / 4));

const GUARDED: CardContents = {
  ...CONTENTS,
  jpki: { ...CONTENTS.jpki, signatureCertificate: filled('signatureCertificate', 1024) },
  text: {
    ...CONTENTS.text,
    myNumber: filled('myNumber', 20),
    fourItems: filled('fourItems', 512),
    integrity: filled('integrity', 336),
    sessionKey: filled('sessionKey', 268),
    chipKey: filled('chipKey', 536),
  },
  surface: {
    ...CONTENTS.surface,
    ageRecord: filled('ageRecord', 548),
    face: filled('face', 2048),
    myNumberImage: filled('myNumberImage', 700),
  },
};

/** Keys that answer with their marker. A session key is delivered in the clear, which makes its sessions cheap. */
const KEYS: CardKeys = {
  sign: (key) => {
    if (key === 'authentication') return filled('authenticationKey', 256);
    if (key === 'signature') return filled('signatureKey', 256);
    return new Uint8Array(256).fill(7);
  },
  signPss: (key, ...rest) => KEYS.sign(key, rest[0]),
  decryptOaep: (ciphertext) => (ciphertext[0] === 0xa0 ? ciphertext.subarray(0, 36) : undefined),
};

export interface FuzzedCard {
  readonly card: VirtualCard;
  memory(): PinMemory;
  /** Gives a PIN its value and all tries back, as a municipal office does. */
  restore(name: PinName): void;
  /** The write of so many writes from now fails. */
  failAtWrite(count: number): void;
  /** Whether a write has failed since the last question. */
  hasFailed(): boolean;
}

export function fuzzedCard(random: (length: number) => Uint8Array): FuzzedCard {
  let pins = freshPins(PINS);
  let failIn = 0;
  let failed = false;
  const memory: CardMemory = {
    read: () => pins,
    write(next) {
      failIn--;
      if (failIn === 0) {
        failed = true;
        throw new Error('no power');
      }
      pins = next;
    },
  };
  return {
    card: createVirtualCard({ contents: GUARDED, memory, keys: KEYS, random }),
    memory: () => pins,
    restore: (name) => {
      pins = { ...pins, ...freshPins({ [name]: PINS[name] }) };
    },
    failAtWrite: (count) => {
      failIn = count;
    },
    hasFailed: () => {
      const was = failed;
      failed = false;
      return was;
    },
  };
}
