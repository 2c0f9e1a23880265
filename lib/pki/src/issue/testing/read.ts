import { contextTag, DER, DerReader, fromUtf8, toHex } from '@kazasu/bytes';

/** What the strict reader finds in a certificate, as far as these tests look. Written apart from the judging half. */
export interface ReadCertificate {
  readonly serial: string;
  readonly issuer: ReadName;
  readonly subject: ReadName;
  /** Tags of notBefore and notAfter. */
  readonly timeTags: readonly number[];
  readonly notBefore: number;
  readonly notAfter: number;
  readonly extensions: readonly ReadExtension[];
}

/** Attribute type, string tag, text. */
export type ReadName = readonly (readonly [string, number, string])[];

export interface ReadExtension {
  readonly id: string;
  readonly critical: boolean;
  /** Hexadecimal DER of the value. */
  readonly value: string;
}

export function readCertificate(der: Uint8Array): ReadCertificate {
  const outer = DerReader.document(der);
  const tbs = outer.enter();
  tbs.next(contextTag(0));
  const serialElement = tbs.next(DER.integer);
  const serial = toHex(tbs.content(serialElement));
  tbs.next();
  const issuer = readName(tbs.enter());
  const validity = tbs.enter();
  const firstTag = validity.peek() ?? 0;
  const notBefore = validity.time();
  const secondTag = validity.peek() ?? 0;
  const notAfter = validity.time();
  validity.finish();
  const subject = readName(tbs.enter());
  tbs.next();
  const tagged = tbs.enter(contextTag(3));
  const extensions = readExtensions(tagged.enter());
  tagged.finish();
  tbs.finish();
  outer.next();
  outer.bitString();
  outer.finish();
  return { serial, issuer, subject, timeTags: [firstTag, secondTag], notBefore, notAfter, extensions };
}

export function readName(rdns: DerReader): ReadName {
  const parts: (readonly [string, number, string])[] = [];
  while (!rdns.atEnd) {
    const set = rdns.enter(DER.set);
    const attribute = set.enter();
    const type = attribute.oid();
    const value = attribute.next();
    parts.push([type, value.tag, fromUtf8(attribute.content(value))]);
    attribute.finish();
    set.finish();
  }
  return parts;
}

export function readExtensions(list: DerReader): ReadExtension[] {
  const extensions: ReadExtension[] = [];
  while (!list.atEnd) {
    const one = list.enter();
    const id = one.oid();
    const critical = one.peek() === DER.boolean ? one.boolean() : false;
    extensions.push({ id, critical, value: toHex(one.octetString()) });
    one.finish();
  }
  return extensions;
}
