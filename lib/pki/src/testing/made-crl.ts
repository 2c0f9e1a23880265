import { derSequence, derUnsignedInteger, derValue, fromHex, toUtf8 } from '@kazasu/bytes';
import { type Certificate, parseCertificate } from '../certificate.ts';
import { at, changedAndSigned, type Tree } from './der-tree.ts';
import { CA_EXTENSIONS, CA_NAME, DAY, NOW, SECTIONS, YEAR } from './hierarchy.ts';
import { openSslTime, Workshop } from './openssl.ts';

export interface MadeEntry {
  /** Hexadecimal magnitude. */
  readonly serial: string;
  /** Seconds since 1970. */
  readonly at: number;
  /** CRLReason code; undefined for no extension. */
  readonly reason?: number;
  /** Further extensions, each DER. */
  readonly more?: readonly Uint8Array[];
}

/** OpenSSL's CRL with the entries, or anything else, changed and signed again. */
export interface CrlMaker {
  readonly shop: Workshop;
  readonly issuer: Certificate;
  /** Of the same name, with another key. */
  readonly other: Certificate;
  crl(entries: readonly MadeEntry[], change?: (body: Tree) => void): Uint8Array;
}

export function crlMaker(): CrlMaker {
  const shop = new Workshop();
  const key = shop.key('ca', 'p256');
  shop.key('ca2', 'p256');
  const order = {
    subject: CA_NAME,
    serial: '06D18006',
    from: NOW - YEAR,
    to: NOW + YEAR,
    sections: SECTIONS,
  };
  const certificate = (name: string) =>
    parseCertificate(shop.certificate({ ...order, name, key: name, extensions: CA_EXTENSIONS }));
  const [issuer, other] = [certificate('ca'), certificate('ca2')];
  const base = shop.crl({
    issuer: 'ca',
    from: NOW - DAY,
    to: NOW + DAY,
    number: '0A',
    extensions: ['authorityKeyIdentifier=keyid:always'],
    revoked: [{ serial: '0101', at: NOW - DAY }],
  });
  return {
    shop,
    issuer,
    other,
    crl: (entries, change) =>
      changedAndSigned(base, key, (body) => {
        if (entries.length > 0) at(body, 5).raw = derSequence(Buffer.concat(entries.map(encodeEntry)));
        else body.children?.splice(5, 1);
        change?.(body);
      }),
  };
}

export function encodeEntry({ serial, at: time, reason, more = [] }: MadeEntry): Uint8Array {
  const first = reason === undefined ? [] : [extension('551d15', Uint8Array.of(0x0a, 1, reason))];
  const extensions = [...first, ...more];
  return derSequence(
    derUnsignedInteger(fromHex(serial.padStart(serial.length + (serial.length % 2), '0'))),
    timeOf(time),
    ...(extensions.length === 0 ? [] : [derSequence(...extensions)]),
  );
}

/** `oid`: content octets of the identifier, hexadecimal. */
export function extension(oid: string, value: Uint8Array, critical = false): Uint8Array {
  const flag = critical ? [derValue(1, Uint8Array.of(0xff))] : [];
  return derSequence(derValue(6, fromHex(oid)), ...flag, derValue(4, value));
}

/** RFC 5280 section 5.1.2.6: UTCTime through 2049. */
function timeOf(seconds: number): Uint8Array {
  const text = openSslTime(seconds * 1000);
  return seconds < Date.UTC(2050, 0, 1) / 1000
    ? derValue(0x17, toUtf8(text.slice(-13)))
    : derValue(0x18, toUtf8(text));
}
