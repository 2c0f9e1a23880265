import type { StatementRunner } from '@kazasu/server/store';
import { rememberedIds } from '../remembered-id-store.ts';

/**
 * Tokens of clients themselves (`client_credentials`) that were revoked. They have no session that could end, so they are remembered by their
 * `jti` until they would have run out: a signature can be written in more than one way, a token's id cannot.
 */
export const REVOKED_TOKENS = rememberedIds('provider_revoked_token');

/** A token's id, and when it runs out by itself: seconds since 1970. */
interface OwnToken {
  readonly id: string;
  readonly expiresAt: number;
}

/** Clocks of nodes differ by seconds: on none is it to be forgotten while it is in time on another. */
const CLOCKS_MS = 10_000;

/** Idempotent. */
export async function revokeOwnToken(store: StatementRunner, { id, expiresAt }: OwnToken): Promise<void> {
  await REVOKED_TOKENS.add(store, { id, expiresAt: expiresAt * 1000 + CLOCKS_MS });
}
