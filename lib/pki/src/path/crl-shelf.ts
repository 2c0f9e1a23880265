import { type Certificate, extensionOf } from '../certificate.ts';
import { type Crl, parseCrl } from '../crl/index.ts';
import { isParseError } from '../error.ts';
import { CRL_DISTRIBUTION_POINTS, type DistributionPoint, FRESHEST_CRL } from '../extension/index.ts';
import { type Name, rdnKeys } from '../name.ts';

type CrlInput = Uint8Array | Crl;

/** The CRLs at hand, read once and found by their issuers, so that the lists of others cost a certificate nothing. */
export interface CrlShelf {
  readonly all: readonly CrlInput[];
  /** Those that could not be read concern everybody: a report should say so. */
  readonly unread: readonly Uint8Array[];
  readonly byIssuer: ReadonlyMap<string, readonly Crl[]>;
}

export function crlShelf(crls: readonly CrlInput[]): CrlShelf {
  if (crls.length === 0) return EMPTY;
  const all = crls.map(read);
  const unread = all.filter((crl) => crl instanceof Uint8Array);
  const parsed = all.filter((crl): crl is Crl => !(crl instanceof Uint8Array));
  return { all, unread, byIssuer: Map.groupBy(parsed, ({ issuer }) => keyOf(issuer)) };
}

const EMPTY: CrlShelf = { all: [], unread: [], byIssuer: new Map() };

/** Lists of the certificate's issuer and of those whom its distribution points name; if there are none, all. */
export function crlsAbout(
  certificate: Certificate,
  { all, unread, byIssuer }: CrlShelf,
): readonly CrlInput[] {
  const points = [
    ...(extensionOf(certificate, CRL_DISTRIBUTION_POINTS) ?? []),
    ...(extensionOf(certificate, FRESHEST_CRL) ?? []),
  ];
  const issuers = new Set([certificate.issuer, ...points.flatMap(namedIssuers)].map(keyOf));
  const found = [...issuers].flatMap((issuer) => byIssuer.get(issuer) ?? []);
  return found.length === 0 ? all : [...found, ...unread];
}

function namedIssuers({ crlIssuer = [] }: DistributionPoint): Name[] {
  return crlIssuer.flatMap((name) => (name.kind === 'directoryName' ? [name.name] : []));
}

function keyOf(name: Name): string {
  return rdnKeys(name).join();
}

function read(crl: CrlInput): CrlInput {
  if (!(crl instanceof Uint8Array)) return crl;
  try {
    return parseCrl(crl);
  } catch (error) {
    if (isParseError(error)) return crl;
    throw error;
  }
}
