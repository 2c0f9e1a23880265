import { promisify } from 'node:util';
import { toBase64url } from '@kazasu/bytes';
import type { KeyMaker } from '../card/index.ts';
import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from '../crypto.ts';
import { rsaNumbersOf } from '../key.ts';

const EXPONENT = 65_537n;
const generate = promisify(generateKeyPair);

/**
 * Makes keys that are all different and cost little: any two of a few primes make a modulus, so that seven slow
 * generations are enough for 91 keys, more than a town needs. Whoever sees two such keys can compute the private ones,
 * which is why this is for tests alone.
 */
export function keysOfFewPrimes(): KeyMaker {
  const primes: bigint[] = [];
  let pairs: [bigint, bigint][] = [];
  let turn: Promise<unknown> = Promise.resolve();
  const take = async (): Promise<[bigint, bigint]> => {
    const [pair, ...rest] = pairs;
    if (pair !== undefined) {
      pairs = rest;
      return pair;
    }
    for (const prime of await twoPrimes()) {
      pairs.push(...primes.map((other): [bigint, bigint] => [other, prime]));
      primes.push(prime);
    }
    return take();
  };
  return () => {
    const pair = turn.then(take);
    turn = pair;
    return pair.then(([p, q]) => cardKeyOf(p, q));
  };
}

/** Both long enough that their product with any other such prime has 2048 bits, and fit for the exponent. */
async function twoPrimes(): Promise<[bigint, bigint]> {
  const { privateKey } = await generate('rsa', { modulusLength: 2048 });
  const { p = '', q = '' } = privateKey.export({ format: 'jwk' });
  return [numberIn(p), numberIn(q)];
}

function cardKeyOf(p: bigint, q: bigint) {
  const d = inverse(EXPONENT, (p - 1n) * (q - 1n));
  const numbers = { n: p * q, e: EXPONENT, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) };
  const jwk = Object.fromEntries(Object.entries(numbers).map(([name, number]) => [name, textOf(number)]));
  const key = createPrivateKey({ key: { kty: 'RSA', ...jwk }, format: 'jwk' });
  return {
    publicKey: derOf(createPublicKey(key), 'spki'),
    numbers: rsaNumbersOf(key),
    privateKey: derOf(key, 'pkcs8'),
  };
}

function derOf(key: KeyObject, type: 'spki' | 'pkcs8'): Uint8Array {
  return key.export({ format: 'der', type });
}

/** The number that times `value` is 1 modulo `modulus`; extended Euclid. */
function inverse(value: bigint, modulus: bigint): bigint {
  let [rest, next] = [modulus, value % modulus];
  let [factor, nextFactor] = [0n, 1n];
  while (next !== 0n) {
    const times = rest / next;
    [rest, next] = [next, rest - times * next];
    [factor, nextFactor] = [nextFactor, factor - times * nextFactor];
  }
  return ((factor % modulus) + modulus) % modulus;
}

function numberIn(base64url: string): bigint {
  return BigInt(`0x${Buffer.from(base64url, 'base64url').toString('hex')}`);
}

function textOf(number: bigint): string {
  const hex = number.toString(16);
  return toBase64url(Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex'));
}
