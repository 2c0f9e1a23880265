import { toBase64url, toUtf8 } from '@kazasu/bytes';
import { hashToken, hmacSha256, sameText } from '@kazasu/server/keys';
import { randomToken } from '@kazasu/server/random';
import { createSecretKey } from '../../crypto.ts';
import type { VerifierDeps } from '../../deps.ts';
import type { Session } from './session.ts';
import { insertForm } from './session-store.ts';

const TOKEN_MAX = 200;

/**
 * A token for one form of one session, which goes to the path `action`. `SameSite=Strict` keeps other sites out, but every
 * port of a machine is the same site to a browser; who cannot read our pages has no such token.
 */
export function createFormToken(session: Session, action: string): string {
  const nonce = randomToken();
  return `${nonce}.${tagOf(session, action, nonce)}`;
}

export function isFormToken(session: Session, action: string, token: string): boolean {
  const [nonce = '', tag = '', ...more] = token.slice(0, TOKEN_MAX).split('.');
  return more.length === 0 && sameText(tag, tagOf(session, action, nonce));
}

/** What a form does is done once, however often the form is sent: false when it was sent before. */
export async function useFormToken(
  { store }: Pick<VerifierDeps, 'store'>,
  { endsAt }: Session,
  token: string,
): Promise<boolean> {
  const [nonce = ''] = token.split('.');
  return insertForm(store, hashToken(nonce), endsAt);
}

function tagOf({ token }: Session, action: string, nonce: string): string {
  const key = createSecretKey(toUtf8(token));
  return toBase64url(hmacSha256(key, toUtf8('console form'), toUtf8(action), toUtf8(nonce)));
}
