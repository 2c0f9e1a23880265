import { hashToken } from '@kazasu/server/keys';
import { randomToken } from '@kazasu/server/random';

/**
 * `<family><secret>`, 43 characters each. The family stays the same for a session, the secret is new with each
 * token: who knows the family has held a token of the session, so a secret that is not the current one tells a
 * second use from a guess. A session's public id must not be enough to end it.
 */
export interface RefreshToken {
  readonly family: string;
  readonly secret: string;
}

const FORM = /^([A-Za-z0-9_-]{43})([A-Za-z0-9_-]{43})$/;

export function createRefreshToken(family: string = randomToken()): RefreshToken {
  return { family, secret: randomToken() };
}

export function formatRefreshToken({ family, secret }: RefreshToken): string {
  return family + secret;
}

/** Undefined for what cannot be one. */
export function parseRefreshToken(text: string): RefreshToken | undefined {
  const [, family, secret] = FORM.exec(text) ?? [];
  return family === undefined || secret === undefined ? undefined : { family, secret };
}

/** What is stored in the token's place. */
export function hashesOf({ family, secret }: RefreshToken): { familyHash: string; refreshHash: string } {
  return { familyHash: hashToken(family), refreshHash: hashToken(secret) };
}
