import type { KeySet, Scope } from '@kazasu/oidc';
import type { AccessTokenAlgorithm, ClientProfile } from '../api/admin.ts';
import type { SubstituteMode } from '../api/sandbox.ts';

/** A registered relying party. Exactly one of `jwks` and `jwksUri` is there. */
export interface Client {
  /** 1 to 255 digits and letters. */
  readonly clientId: string;
  /**
   * Made with each registration and kept when it is replaced: who gets an id that another had before gets none of the
   * subjects that the other knew.
   */
  readonly registrationId: string;
  readonly kind: 'private' | 'government';
  /** Shown to the person who is asked to agree. */
  readonly name: string;
  /** Compared byte for byte. */
  readonly redirectUris: readonly string[];
  /** Where browsers may go after a logout, compared byte for byte; absent in registrations older than the function. */
  readonly postLogoutRedirectUris?: readonly string[] | undefined;
  readonly scopes: readonly Scope[];
  readonly jwks?: KeySet | undefined;
  readonly jwksUri?: string | undefined;
  /**
   * The rules that the client is held to, chosen at registration: `compatible` is what the real service takes, `strict` is FAPI 2.0.
   */
  readonly profile: ClientProfile;
  /** Of a strict client: it signs its requests and gets signed answers, and neither works without (FAPI 2.0 Message Signing). */
  readonly messageSigning?: boolean | undefined;
  /** Chosen at registration; absent where the provider's setting goes. */
  readonly accessTokenAlgorithm?: AccessTokenAlgorithm | undefined;
  readonly termsUrl?: string | undefined;
  readonly privacyUrl?: string | undefined;
  /** Of a private client: whom signed results are encrypted for. */
  readonly platformOperator?: string | undefined;
  /** Looked at in a sandbox only; absent in registrations older than the function, which are `beside`. */
  readonly substitute?: SubstituteMode | undefined;
  /** How often it may ask, where that is not as for everybody. */
  readonly rate?: { readonly perSecond: number; readonly burst: number } | undefined;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

export interface ClientRow {
  readonly client_id: string;
  /** The registration as JSON. */
  readonly document: string;
  readonly created_at: number;
}

/** So many registrations are kept as they were read: those of relying parties that people log in to at the same time. */
const KEPT = 1_000;

interface Kept {
  readonly row: ClientRow;
  readonly client: Client;
}

const kept = new Map<string, Kept>();

/**
 * What a row says. Whose text is the same as last time is the same, and frozen: every request reads its client three times, and reading
 * the text costs as much as finding the row. It is the row that decides; nothing is known here that was not just found.
 */
export function clientOf(row: ClientRow): Client {
  const known = kept.get(row.client_id);
  if (known !== undefined && isSame(known.row, row)) return known.client;
  const document = JSON.parse(row.document);
  const client: Client = frozen({ ...document, clientId: row.client_id, createdAt: row.created_at });
  if (kept.size >= KEPT) kept.clear();
  kept.set(row.client_id, { row, client });
  return client;
}

function isSame(a: ClientRow, b: ClientRow): boolean {
  return a.document === b.document && a.created_at === b.created_at;
}

/** All the way down: what many requests share, none of them can change. */
function frozen<T extends object>(value: T): T {
  for (const member of Object.values(value))
    if (typeof member === 'object' && member !== null) frozen(member);
  return Object.freeze(value);
}
