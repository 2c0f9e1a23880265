/** Certificate revocation lists (RFC 5280 section 5): of a whole CA generation or of one municipality. */
import {
  concat,
  DER,
  derBitString,
  derContext,
  derHeader,
  derOid,
  derSequence,
  derUnsignedInteger,
  derValue,
} from '@kazasu/bytes';
import { OID } from '../oid.ts';
import type { CardGeneration } from '../profile/index.ts';
import { encodeTime, SIGNATURE_ALGORITHM, type Signer } from './encode.ts';
import {
  authorityKeyIdentifier,
  type CaIdentity,
  crlNumber,
  extension,
  extensionList,
  type IssuerIdentity,
  issuerName,
  issuingDistributionPoint,
} from './extension.ts';
import { lintCrl } from './lint/index.ts';
import { encodeName, type NameParts } from './name.ts';

/** CRLReason of RFC 5280 section 5.3.1; `unspecified` is said by leaving the entry extension out. */
export const REASON_CODE = {
  unspecified: 0,
  keyCompromise: 1,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
} as const;
export type ReasonName = keyof typeof REASON_CODE;

export interface RevokedCertificate {
  /** Content octets of the serial number. */
  readonly serial: Uint8Array;
  /** Milliseconds since 1970. */
  readonly revokedAt: number;
  readonly reason: ReasonName;
}

/** All of a list but its entries. */
export interface CrlFrame {
  readonly ca: CaIdentity | IssuerIdentity;
  /** Grows with every list of the same CA generation and scope. */
  readonly number: number;
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  /** The distribution point whose certificates are listed; absent: all of this CA generation. */
  readonly point?: NameParts;
  /** Of the CA's key; default `current`. */
  readonly generation?: CardGeneration;
}

export interface CrlRequest extends CrlFrame {
  readonly revoked: readonly RevokedCertificate[];
}

/** What stands around octets that are kept elsewhere. */
export interface Surroundings {
  readonly before: Uint8Array<ArrayBuffer>;
  readonly after: Uint8Array<ArrayBuffer>;
}

/**
 * A list that never lies in memory as a whole, written without the schema library, which would build an object for
 * every entry. Its entries come first, in pieces; when their length is known, what is signed with them; then the rest.
 */
export interface CrlInPieces {
  /** Some entries, DER, to stand behind those before. Throws PkiError `pki/lint` for what may not be signed. */
  entries(revoked: readonly RevokedCertificate[]): Uint8Array<ArrayBuffer>;
  /** Around all entries, so many octets: with these, they are what is signed. Throws PkiError `pki/lint`. */
  signed(entriesOctets: number): Surroundings;
  /** Around what was signed, so many octets: the whole list. */
  whole(signedOctets: number, signature: Uint8Array): Surroundings;
}

const VERSION_2 = derUnsignedInteger(1);
const NOTHING = new Uint8Array(0);

export function crlInPieces(frame: CrlFrame): CrlInPieces {
  const { ca, point, generation = 'current' } = frame;
  const algorithm = SIGNATURE_ALGORITHM[generation];
  const front = concat(
    VERSION_2,
    algorithm,
    encodeName(issuerName(ca)),
    encodeTime(frame.thisUpdate),
    encodeTime(frame.nextUpdate),
  );
  const extensions = [
    extension(OID.authorityKeyIdentifier, false, authorityKeyIdentifier(ca)),
    extension(OID.crlNumber, false, crlNumber(frame.number)),
    ...(point ? [extension(OID.issuingDistributionPoint, true, issuingDistributionPoint(point))] : []),
  ];
  const back = derContext(0, extensionList(extensions));
  // Each piece is read as a list of its own: all that the whole has beyond them is lengths.
  const lint = (entries: Uint8Array) => {
    const body = derSequence(front, ...(entries.length > 0 ? [derSequence(entries)] : []), back);
    lintCrl(derSequence(body, algorithm, derBitString(NOTHING)));
  };
  return {
    entries(revoked) {
      const entries = concat(...revoked.map(entry));
      if (revoked.length > 0) lint(entries);
      return entries;
    },
    signed(entriesOctets) {
      lint(NOTHING);
      // RFC 5280 section 5.1.2.6: an empty list must be absent.
      const header = entriesOctets > 0 ? derHeader(DER.sequence, entriesOctets) : NOTHING;
      const octets = front.length + header.length + entriesOctets + back.length;
      return { before: concat(derHeader(DER.sequence, octets), front, header), after: back };
    },
    whole(signedOctets, signature) {
      const after = concat(algorithm, derBitString(signature));
      return { before: derHeader(DER.sequence, signedOctets + after.length), after };
    },
  };
}

/** Entries of one piece: a call with millions of arguments would not fit the stack. */
const PIECE = 1000;

/** A signed CRL, DER, of a list that fits into memory. Throws PkiError `pki/lint` before it is signed. */
export function issueCrl({ revoked, ...frame }: CrlRequest, sign: Signer): Uint8Array<ArrayBuffer> {
  const list = crlInPieces(frame);
  const pieces: Uint8Array[] = [];
  for (let start = 0; start < revoked.length; start += PIECE) {
    pieces.push(list.entries(revoked.slice(start, start + PIECE)));
  }
  const entries = concat(...pieces);
  const signed = list.signed(entries.length);
  const body = concat(signed.before, entries, signed.after);
  const { before, after } = list.whole(body.length, sign(body));
  return concat(before, body, after);
}

const REASON_EXTENSION = Object.fromEntries(
  Object.entries(REASON_CODE).map(([name, code]) => [name, reasonExtension(code)]),
) as Record<ReasonName, Uint8Array>;

function reasonExtension(code: number): Uint8Array {
  if (code === REASON_CODE.unspecified) return new Uint8Array(0);
  const value = derValue(DER.enumerated, Uint8Array.of(code));
  return derSequence(derSequence(derOid(OID.reasonCode), derValue(DER.octetString, value)));
}

function entry({ serial, revokedAt, reason }: RevokedCertificate): Uint8Array {
  return derSequence(derUnsignedInteger(serial), encodeTime(revokedAt), REASON_EXTENSION[reason]);
}
