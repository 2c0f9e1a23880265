import { promisify } from 'node:util';
import {
  createPrivateKey,
  createPublicKey,
  type generateKeyPair,
  type generateKeyPairSync,
  type KeyObject,
} from '../crypto.ts';

export type MakeNow = typeof generateKeyPairSync;
export type MakeLater = typeof generateKeyPair;

export interface KeyMakers {
  readonly generateKeyPairSync: MakeNow;
  readonly generateKeyPair: MakeLater;
}

/** RSA of 2048 bits with the usual exponent, and how its halves are handed over; anything else is made as ever. */
const DRAWN = new Set(['modulusLength', 'publicKeyEncoding', 'privateKeyEncoding']);

interface Wanted {
  readonly modulusLength?: number;
  readonly publicKeyEncoding?: Parameters<KeyObject['export']>[0];
  readonly privateKeyEncoding?: Parameters<KeyObject['export']>[0];
}

interface Handed {
  readonly publicKey: unknown;
  readonly privateKey: unknown;
}

/**
 * Makers of keys that take the next spare one (PKCS#8) where it is what was asked for, each once; `made` makes what is
 * not, and all of them when no spare one is left.
 */
export function drawingFrom(spares: () => Uint8Array[], made: KeyMakers): KeyMakers {
  let left: Uint8Array[] | undefined;
  const draw = (type: unknown, options: unknown) => {
    if (!isDrawn(type, options)) return undefined;
    left ??= spares();
    const spare = left.pop();
    return spare === undefined ? undefined : handedOver(spare, options);
  };
  const now = (type: unknown, options: unknown) =>
    draw(type, options) ?? Reflect.apply(made.generateKeyPairSync, undefined, [type, options]);
  const later = async (type: unknown, options: unknown) =>
    draw(type, options) ?? makeLater(made.generateKeyPair, type, options);
  const called = (type: unknown, options: unknown, callback: (...results: unknown[]) => void) => {
    later(type, options).then(
      ({ publicKey, privateKey }) => setImmediate(callback, null, publicKey, privateKey),
      (problem: unknown) => setImmediate(callback, problem),
    );
  };
  return {
    generateKeyPairSync: now as MakeNow,
    generateKeyPair: Object.assign(called, { [promisify.custom]: later }) as unknown as MakeLater,
  };
}

function makeLater(make: MakeLater, type: unknown, options: unknown): Promise<Handed> {
  return new Promise((resolve, reject) => {
    const callback = (problem: Error | null, publicKey: unknown, privateKey: unknown) =>
      problem === null ? resolve({ publicKey, privateKey }) : reject(problem);
    Reflect.apply(make, undefined, [type, options, callback]);
  });
}

function isDrawn(type: unknown, options: unknown): options is Wanted {
  if (type !== 'rsa' || typeof options !== 'object' || options === null) return false;
  return (options as Wanted).modulusLength === 2048 && Object.keys(options).every((name) => DRAWN.has(name));
}

function handedOver(spare: Uint8Array, { publicKeyEncoding, privateKeyEncoding }: Wanted): Handed {
  const key = createPrivateKey({ key: Buffer.from(spare), format: 'der', type: 'pkcs8' });
  const open = createPublicKey(key);
  return {
    publicKey: publicKeyEncoding === undefined ? open : open.export(publicKeyEncoding),
    privateKey: privateKeyEncoding === undefined ? key : key.export(privateKeyEncoding),
  };
}
