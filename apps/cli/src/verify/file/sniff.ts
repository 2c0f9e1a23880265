/** What DER can be, by its first elements. Nothing here says that it is well-formed: that is for the judge. */
export type DerKind = 'cms' | 'timestamp' | 'certificate' | 'crl' | 'ocsp';

/** The first octets tell what a file is, and the names of the largest come early. */
const LOOK = 4_096;
const SEQUENCE = 0x30;
const INTEGER = 0x02;
const OID = 0x06;
const ENUMERATED = 0x0a;
const VERSION = 0xa0;

/** Object identifiers with tag and length, in hexadecimal. */
const SIGNED_DATA = '06092a864886f70d010702';
const TIMESTAMP_INFO = '060b2a864886f70d0109100104';

interface Element {
  readonly tag: number;
  /** Where its content begins, and where what follows it does; Infinity where its end is not told. */
  readonly start: number;
  readonly end: number;
}

/** Undefined for what is none of them. Indefinite lengths are looked through, so that the judge can name them. */
export function sniffDer(bytes: Uint8Array): DerKind | undefined {
  const outer = elementAt(bytes, 0);
  if (outer?.tag !== SEQUENCE) return undefined;
  const first = elementAt(bytes, outer.start);
  if (first?.tag === OID) {
    if (hexOf(bytes, outer.start, first.end) !== SIGNED_DATA) return undefined;
    return isToken(bytes, first.end) ? 'timestamp' : 'cms';
  }
  if (first?.tag === ENUMERATED) return 'ocsp';
  if (first?.tag !== SEQUENCE) return undefined;
  const inner = elementAt(bytes, first.start);
  if (inner?.tag === VERSION) return 'certificate';
  if (inner?.tag !== INTEGER) return undefined;
  return isResponse(bytes, outer, first, inner) ? 'timestamp' : 'crl';
}

/** SignedData: version, digest algorithms, and then the type of what is signed. */
function isToken(bytes: Uint8Array, at: number): boolean {
  const explicit = elementAt(bytes, at);
  const data = explicit && elementAt(bytes, explicit.start);
  const version = data && elementAt(bytes, data.start);
  const algorithms = version && elementAt(bytes, version.end);
  const content = algorithms && elementAt(bytes, algorithms.end);
  const type = content && elementAt(bytes, content.start);
  return type !== undefined && hexOf(bytes, content?.start ?? 0, type.end) === TIMESTAMP_INFO;
}

/** TimeStampResp: the status, and a token at most; a list of revoked certificates goes on with algorithm and bits. */
function isResponse(bytes: Uint8Array, outer: Element, status: Element, code: Element): boolean {
  if (code.end - code.start !== 1) return false;
  const token = status.end >= outer.end ? undefined : elementAt(bytes, status.end);
  if (token === undefined) return status.end >= outer.end;
  const type = elementAt(bytes, token.start);
  return type !== undefined && hexOf(bytes, token.start, type.end) === SIGNED_DATA;
}

function elementAt(bytes: Uint8Array, at: number): Element | undefined {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || at > LOOK) return undefined;
  if (first < 0x80) return { tag, start: at + 2, end: at + 2 + first };
  const count = first & 0x7f;
  if (count === 0) return { tag, start: at + 2, end: Number.POSITIVE_INFINITY };
  if (count > 4) return undefined;
  const length = bytes.subarray(at + 2, at + 2 + count).reduce((sum, octet) => sum * 256 + octet, 0);
  return { tag, start: at + 2 + count, end: at + 2 + count + length };
}

function hexOf(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.subarray(from, Math.min(to, from + 32))).toString('hex');
}
