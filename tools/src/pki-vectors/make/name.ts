import { context, ia5, implicit, type Octets, oid, printable, seq, setOf, utf8 } from '../asn1/index.ts';

const TYPES: { readonly [short: string]: string } = {
  C: '2.5.4.6',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  CN: '2.5.4.3',
  E: '1.2.840.113549.1.9.1',
};

export type TextOf = (text: string) => Octets;

/** `C=JP/O=Vectors/CN=x`: one attribute a relative name. */
export function nameOf(text: string, textOf: TextOf = utf8): Octets {
  const parts = text === '' ? [] : text.split('/');
  return seq(
    ...parts.map((part) => {
      const [type = '', value = ''] = part.split('=');
      const encoded = type === 'C' ? printable(value) : type === 'E' ? ia5(value) : textOf(value);
      return setOf(seq(oid(TYPES[type] ?? type), encoded));
    }),
  );
}

/** The usual name: everybody of the vectors lives under one organisation that says what it is. */
export const person = (commonName: string) => nameOf(`C=JP/O=Kazasu test vectors/CN=${commonName}`);

const latin = (text: string) => Buffer.from(text, 'latin1');
export const dns = (text: string) => implicit(2, latin(text));
export const mail = (text: string) => implicit(1, latin(text));
export const uri = (text: string) => implicit(6, latin(text));
export const ip = (...octets: readonly number[]) => implicit(7, Uint8Array.from(octets));
export const rid = (dotted: string) => implicit(8, oid(dotted).subarray(2));
export const directory = (name: Uint8Array) => context(4, name);
export const otherName = (type: string, value: Uint8Array) => context(0, oid(type), context(0, value));
