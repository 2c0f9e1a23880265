import { toUtf8 } from '@kazasu/bytes';
import { OidcError } from '../error.ts';
import { parseJsonObject } from '../json/index.ts';
import { decodePart } from './part.ts';

export interface JwsHeader {
  readonly alg: string;
  readonly kid?: string;
  readonly typ?: string;
}

/** A JWS taken apart. Nothing in it is to be believed before its signature was verified. */
export interface ParsedJws {
  readonly header: JwsHeader;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly signingInput: Uint8Array;
  readonly signature: Uint8Array;
}

/** Our own tokens stay below 2,000 characters; a client assertion with long identifiers below 4,000. */
export const MAX_CHARACTERS = 8192;

/**
 * Members that would let the sender choose the key, and extensions that must be understood: never followed, so a
 * token that has one is refused (RFC 8725 section 3.10, RFC 7515 section 4.1.11).
 */
const REFUSED_MEMBERS = ['jwk', 'jku', 'x5u', 'x5c', 'crit'] as const;

/** Takes a compact JWS with JSON claims apart: `oidc/size`, `oidc/jws-form`, `oidc/jws-header`, `oidc/json`. */
export function parseJws(token: string): ParsedJws {
  const { header, ...rest } = splitJws(token);
  return { header: parseHeader(header), ...rest };
}

export interface SplitJws extends Omit<ParsedJws, 'header'> {
  readonly header: Readonly<Record<string, unknown>>;
}

/** The same with a header that nobody has judged, for the one kind of token that may bring its own key. */
export function splitJws(token: string): SplitJws {
  if (token.length > MAX_CHARACTERS) throw new OidcError('oidc/size', 'token too long');
  const [header, payload, signature, ...rest] = token.split('.');
  if (header === undefined || payload === undefined || signature === undefined || rest.length > 0) {
    throw new OidcError('oidc/jws-form', 'not three parts');
  }
  return {
    header: parseJsonObject(decodePart(header)),
    claims: parseJsonObject(decodePart(payload)),
    signingInput: toUtf8(`${header}.${payload}`),
    signature: decodePart(signature),
  };
}

function parseHeader(header: Readonly<Record<string, unknown>>): JwsHeader {
  const refused = REFUSED_MEMBERS.find((name) => Object.hasOwn(header, name));
  if (refused !== undefined) throw new OidcError('oidc/jws-header', `header member ${refused} is refused`);
  const { alg, kid, typ } = header;
  if (typeof alg !== 'string') throw new OidcError('oidc/jws-header', 'header member alg must be a string');
  if (kid !== undefined && typeof kid !== 'string') {
    throw new OidcError('oidc/jws-header', 'header member kid must be a string');
  }
  if (typ !== undefined && typeof typ !== 'string') {
    throw new OidcError('oidc/jws-header', 'header member typ must be a string');
  }
  return { alg, ...(kid === undefined ? {} : { kid }), ...(typ === undefined ? {} : { typ }) };
}
