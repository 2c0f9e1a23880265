import { hashToken } from '@kazasu/server/keys';
import { randomToken } from '@kazasu/server/random';

/** RFC 9126 section 2.2: the name space that clients know it by. */
const PREFIX = 'urn:ietf:params:oauth:request_uri:';
const FORM = /^urn:ietf:params:oauth:request_uri:([A-Za-z0-9_-]{43})$/;

/** 256 bits; only the hash is stored. */
export function createRequestUri(): { readonly requestUri: string; readonly hash: string } {
  const reference = randomToken();
  return { requestUri: PREFIX + reference, hash: hashToken(reference) };
}

/** Undefined for what cannot be one of ours, which never reaches the database. */
export function hashOfRequestUri(requestUri: string): string | undefined {
  const [, reference] = FORM.exec(requestUri) ?? [];
  return reference === undefined ? undefined : hashToken(reference);
}
