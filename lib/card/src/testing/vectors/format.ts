import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CardKeyName } from '../../virtual/contents.ts';
import type { PinName } from '../../virtual/index.ts';

/** The folder of the vectors; its README explains every member below to whoever writes in another language. */
export const VECTORS = resolve(import.meta.dirname, '../../../../../vectors/card');

/** Lower-case hexadecimal. */
type Hex = string;

type AccessJson =
  | 'free'
  | 'never'
  | { readonly anyOf: readonly string[] }
  | { readonly allOf: readonly string[] };

export interface FileJson {
  /** Four hexadecimal digits. */
  readonly id: string;
  readonly name?: string;
  readonly kind: 'data' | 'record' | 'pin' | 'key' | 'blocked' | 'internal';
  readonly access?: AccessJson;
  readonly content?: Hex;
  readonly records?: readonly Hex[];
  readonly pin?: string;
  readonly key?: string;
  readonly use?: 'sign' | 'authenticate';
}

export interface ApplicationJson {
  readonly name: string;
  readonly aid: Hex;
  readonly defaultKey?: string;
  readonly sessionKeyAccess?: AccessJson;
  readonly files: readonly FileJson[];
}

/** card.json */
export interface CardJson {
  readonly $schema: string;
  readonly comment: string;
  readonly person: { readonly [item: string]: string };
  readonly printed: { readonly [item: string]: string };
  readonly pins: { readonly [name in PinName]: { readonly value: string; readonly tries: number } };
  /** PKCS#8 DER in base64. */
  readonly keys: { readonly [name in CardKeyName]: string };
  readonly issuerKeys: readonly { readonly keyId: Hex; readonly modulus: Hex; readonly exponent: Hex }[];
  readonly applications: readonly ApplicationJson[];
  readonly masterFile: {
    readonly dataObjects: { readonly [tag: string]: Hex };
    readonly everywhere: readonly string[];
  };
}

/** A command and its answer, or a reset between two. */
export type ExchangeJson =
  | { readonly command: Hex; readonly response: Hex; readonly comment?: string; readonly check?: PssCheck }
  | { readonly reset: true; readonly comment?: string };

/** For cards whose salt cannot be set: the answer is a PSS signature of this hash by this key. */
export interface PssCheck {
  readonly kind: 'pss';
  readonly key: CardKeyName;
  readonly hash: Hex;
}

/** Octets are `{ hex }`, text that goes over as octets `{ ascii }`; all else is as it stands. */
export type ValueJson =
  | string
  | number
  | boolean
  | null
  | { readonly hex: Hex }
  | { readonly ascii: string }
  | readonly ValueJson[]
  | { readonly [member: string]: ValueJson };

export interface CallJson {
  readonly call: string;
  readonly arguments: readonly ValueJson[];
  /** What the reader drew, in order. */
  readonly random?: Hex;
  readonly result?: ValueJson;
  readonly error?: { readonly code: string; readonly triesLeft?: number };
}

export interface TranscriptJson {
  readonly id: string;
  readonly comment: string;
  readonly source: string;
  readonly flags: readonly string[];
  /** Tries at the beginning, of the PINs that do not have them all. */
  readonly triesBefore?: { readonly [pin: string]: number };
  /** Of the PINs that do not have them all at the end. */
  readonly triesAfter: { readonly [pin: string]: number };
  /** What the card drew, in order. */
  readonly cardRandom?: Hex;
  readonly exchanges: readonly ExchangeJson[];
  /** What a reader was asked for, in order over one connection, so that it sent these commands. */
  readonly calls?: readonly CallJson[];
}

export interface TranscriptsJson {
  readonly $schema: string;
  readonly title: string;
  readonly description: string;
  readonly card: 'card.json';
  /** The flags that occur below and what they mean. */
  readonly flags: { readonly [flag: string]: string };
  readonly transcripts: readonly TranscriptJson[];
}

export function readVector<T>(name: string): T {
  return JSON.parse(readFileSync(resolve(VECTORS, name), 'utf8')) as T;
}
