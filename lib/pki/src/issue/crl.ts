/** Certificate revocation lists (RFC 5280 section 5): of a whole CA generation or of one municipality. */
import { concat, DER, derContext, derOid, derSequence, derUnsignedInteger, derValue } from '@kazasu/bytes';
import { OID } from '../oid.ts';
import type { Generation } from '../profile/index.ts';
import { encodeTime, SIGNATURE_ALGORITHM, type Signer, signed } from './encode.ts';
import {
  authorityKeyIdentifier,
  type CaIdentity,
  crlNumber,
  extension,
  extensionList,
  issuingDistributionPoint,
} from './extension.ts';
import { lintCrl } from './lint/index.ts';
import { caName, encodeName, type NameParts } from './name.ts';

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

export interface CrlRequest {
  readonly ca: CaIdentity;
  /** Grows with every list of the same CA generation and scope. */
  readonly number: number;
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  /** The distribution point whose certificates are listed; absent: all of this CA generation. */
  readonly point?: NameParts;
  readonly revoked: readonly RevokedCertificate[];
  /** Of the CA's key; default `current`. */
  readonly generation?: Generation;
}

const VERSION_2 = derUnsignedInteger(1);

/**
 * A signed CRL, DER. Throws PkiError `pki/lint` before it is signed. Written without the schema library, which would build an object for every
 * entry.
 */
export function issueCrl(request: CrlRequest, sign: Signer): Uint8Array<ArrayBuffer> {
  const { ca, point, revoked, generation = 'current' } = request;
  const extensions = [
    extension(OID.authorityKeyIdentifier, false, authorityKeyIdentifier(ca)),
    extension(OID.crlNumber, false, crlNumber(request.number)),
    ...(point ? [extension(OID.issuingDistributionPoint, true, issuingDistributionPoint(point))] : []),
  ];
  const body = derSequence(
    VERSION_2,
    SIGNATURE_ALGORITHM[generation],
    encodeName(caName(ca.role, ca.organisation)),
    encodeTime(request.thisUpdate),
    encodeTime(request.nextUpdate),
    // RFC 5280 section 5.1.2.6: an empty list must be absent.
    ...(revoked.length > 0 ? [derSequence(joinEntries(revoked))] : []),
    derContext(0, extensionList(extensions)),
  );
  return signed({ body, generation, lint: lintCrl }, sign);
}

/** Entries are joined in groups: a call with millions of arguments would not fit the stack. */
const GROUP = 1000;

function joinEntries(revoked: readonly RevokedCertificate[]): Uint8Array {
  const groups: Uint8Array[] = [];
  for (let start = 0; start < revoked.length; start += GROUP) {
    groups.push(concat(...revoked.slice(start, start + GROUP).map(entry)));
  }
  return concat(...groups);
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
