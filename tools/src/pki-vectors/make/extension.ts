import {
  bool,
  context,
  ia5,
  implicit,
  int,
  namedBits,
  type Octets,
  octets,
  oid,
  seq,
} from '../asn1/index.ts';

/** One extension, encoded, with its type so that it can be put in place of another. */
export interface Ext {
  readonly oid: string;
  readonly der: Octets;
}

export const EXT = {
  directoryAttributes: '2.5.29.9',
  ski: '2.5.29.14',
  keyUsage: '2.5.29.15',
  san: '2.5.29.17',
  ian: '2.5.29.18',
  basicConstraints: '2.5.29.19',
  crlNumber: '2.5.29.20',
  reasonCode: '2.5.29.21',
  invalidityDate: '2.5.29.24',
  deltaIndicator: '2.5.29.27',
  idp: '2.5.29.28',
  certificateIssuer: '2.5.29.29',
  nameConstraints: '2.5.29.30',
  crlPoints: '2.5.29.31',
  policies: '2.5.29.32',
  mappings: '2.5.29.33',
  aki: '2.5.29.35',
  policyConstraints: '2.5.29.36',
  eku: '2.5.29.37',
  freshest: '2.5.29.46',
  inhibitAny: '2.5.29.54',
  expiredOnCrl: '2.5.29.60',
  aia: '1.3.6.1.5.5.7.1.1',
  sia: '1.3.6.1.5.5.7.1.11',
  noCheck: '1.3.6.1.5.5.7.48.1.5',
  unknown: '1.3.6.1.4.1.55738.999.1',
} as const;

export const ANY_POLICY = '2.5.29.32.0';

export function ext(type: string, value: Uint8Array, critical = false): Ext {
  return { oid: type, der: seq(oid(type), ...(critical ? [bool(true)] : []), octets(value)) };
}

export const basicConstraints = (authority: boolean, pathLength?: number | undefined, critical = true) =>
  ext(
    EXT.basicConstraints,
    seq(...(authority ? [bool(true)] : []), ...(pathLength === undefined ? [] : [int(pathLength)])),
    critical,
  );

/** Bits of RFC 5280 section 4.2.1.3. */
export const USE = { sign: 0, nonRepudiation: 1, encipher: 2, certSign: 5, crlSign: 6 } as const;
export const keyUsage = (...uses: readonly number[]) => ext(EXT.keyUsage, namedBits(...uses), true);
export const subjectKeyId = (id: Uint8Array, critical = false) => ext(EXT.ski, octets(id), critical);
export const authorityKeyId = (id: Uint8Array, critical = false) =>
  ext(EXT.aki, seq(implicit(0, id)), critical);
export const alternativeNames = (names: readonly Uint8Array[], critical = false) =>
  ext(EXT.san, seq(...names), critical);
export const purposes = (list: readonly string[], critical = false) =>
  ext(EXT.eku, seq(...list.map(oid)), critical);

export interface Subtrees {
  readonly permitted?: readonly Uint8Array[];
  readonly excluded?: readonly Uint8Array[];
}

export function nameConstraints({ permitted, excluded }: Subtrees, critical = true): Ext {
  const list = (n: number, bases: readonly Uint8Array[] | undefined) =>
    bases === undefined ? [] : [context(n, ...bases.map((base) => seq(base)))];
  return ext(EXT.nameConstraints, seq(...list(0, permitted), ...list(1, excluded)), critical);
}

export function policies(list: readonly string[], critical = false): Ext {
  return ext(EXT.policies, seq(...list.map((policy) => seq(oid(policy)))), critical);
}

export const mappings = (pairs: readonly (readonly [string, string])[], critical = true) =>
  ext(EXT.mappings, seq(...pairs.map(([from, to]) => seq(oid(from), oid(to)))), critical);

export function policyConstraints(explicit?: number, mapping?: number, critical = true): Ext {
  const field = (n: number, value: number | undefined) =>
    value === undefined ? [] : [implicit(n, int(value).subarray(2))];
  return ext(EXT.policyConstraints, seq(...field(0, explicit), ...field(1, mapping)), critical);
}

export const inhibitAny = (skip: number, critical = true) => ext(EXT.inhibitAny, int(skip), critical);

export interface Point {
  readonly names?: readonly Uint8Array[];
  /** `ReasonFlags` as bit numbers. */
  readonly reasons?: readonly number[];
  readonly issuer?: Uint8Array;
}

/** `DistributionPoint` of RFC 5280 section 4.2.1.13. */
export function point({ names, reasons, issuer }: Point): Octets {
  return seq(
    ...(names === undefined ? [] : [context(0, context(0, ...names))]),
    ...(reasons === undefined ? [] : [implicit(1, namedBits(...reasons).subarray(2))]),
    ...(issuer === undefined ? [] : [context(2, context(4, issuer))]),
  );
}

export const crlPoints = (...points: readonly Point[]) => ext(EXT.crlPoints, seq(...points.map(point)));

export interface Scope {
  readonly names?: readonly Uint8Array[];
  readonly users?: true;
  readonly authorities?: true;
  readonly reasons?: readonly number[];
  readonly indirect?: true;
  readonly attributes?: true;
}

/** `IssuingDistributionPoint` of RFC 5280 section 5.2.5. */
export function issuingPoint(scope: Scope): Ext {
  const flag = (n: number, wanted: true | undefined) => (wanted ? [implicit(n, Uint8Array.of(0xff))] : []);
  const value = seq(
    ...(scope.names === undefined ? [] : [context(0, context(0, ...scope.names))]),
    ...flag(1, scope.users),
    ...flag(2, scope.authorities),
    ...(scope.reasons === undefined ? [] : [implicit(3, namedBits(...scope.reasons).subarray(2))]),
    ...flag(4, scope.indirect),
    ...flag(5, scope.attributes),
  );
  return ext(EXT.idp, value, true);
}

export const accessTo = (type: string, method: string, place: Uint8Array, critical = false) =>
  ext(type, seq(seq(oid(method), place)), critical);

export const anything = (critical: boolean) => ext(EXT.unknown, seq(ia5('?')), critical);
