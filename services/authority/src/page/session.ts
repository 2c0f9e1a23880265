import { fromBase64url, fromUtf8, toBase64url, toUtf8 } from '@kazasu/bytes';
import { hashToken, hmacSha256, sameText, seal, unseal } from '@kazasu/server/keys';
import { randomToken } from '@kazasu/server/random';
import * as v from 'valibot';
import { Slug } from '../api.ts';
import type { AuthorityDeps } from '../deps.ts';
import { COUNTER_USED } from './used-store.ts';

/** Somebody behind the counter, in one browser. */
export interface Session {
  readonly id: string;
  /** As the audit names them. */
  readonly official: string;
  readonly endsAt: number;
}

const Sealed = v.strictObject({ id: v.string(), official: Slug, endsAt: v.number() });

/** A working day. */
export const SESSION_MS = 8 * 3_600_000;
/** From the click on a link until the browser has followed it. */
const TICKET_MS = 60_000;
/** Longest text that is opened at all. */
const TOKEN_MAX = 400;

type Kind = 'ticket' | 'session';

/** A link's secret that lets one browser in, once, within a minute. */
export function createTicket(deps: AuthorityDeps, official: string): string {
  return create(deps, 'ticket', official, TICKET_MS);
}

export function createSession(deps: AuthorityDeps, official: string): string {
  return create(deps, 'session', official, SESSION_MS);
}

/** Whom the ticket was made for; undefined when it was used, has run out, or is none. */
export async function redeemTicket(deps: AuthorityDeps, ticket: string): Promise<string | undefined> {
  const known = open(deps, 'ticket', ticket);
  if (known === undefined) return undefined;
  return (await COUNTER_USED.use(deps.store, hashToken(known.id), known.endsAt)) ? known.official : undefined;
}

/** Undefined for what is no session, has run out, or was left. */
export async function findSession(
  deps: AuthorityDeps,
  cookie: string | undefined,
): Promise<Session | undefined> {
  const session = cookie === undefined ? undefined : open(deps, 'session', cookie);
  if (session === undefined || (await COUNTER_USED.wasUsed(deps.store, hashToken(session.id))))
    return undefined;
  return session;
}

export async function leaveSession(deps: AuthorityDeps, session: Session): Promise<void> {
  await COUNTER_USED.use(deps.store, hashToken(session.id), session.endsAt);
}

/**
 * A token for one form of one session, which goes to the path `action`. `SameSite=Strict` keeps other sites out, but every
 * port of this machine is the same site to a browser; who cannot read our pages has no such token.
 */
export function createFormToken({ counter }: AuthorityDeps, session: Session, action: string): string {
  const nonce = randomToken();
  return `${nonce}.${tagOf(counter.key, session, action, nonce)}`;
}

export function isFormToken(
  { counter }: AuthorityDeps,
  session: Session,
  action: string,
  token: string,
): boolean {
  const [nonce = '', tag = '', ...more] = token.slice(0, TOKEN_MAX).split('.');
  return more.length === 0 && sameText(tag, tagOf(counter.key, session, action, nonce));
}

/** A decision is taken once, however often its form is sent: false when this one was. */
export async function useFormToken(deps: AuthorityDeps, session: Session, token: string): Promise<boolean> {
  const [nonce = ''] = token.split('.');
  return COUNTER_USED.use(deps.store, hashToken(nonce), session.endsAt);
}

type Key = AuthorityDeps['counter']['key'];

function tagOf(key: Key, { id }: Session, action: string, nonce: string): string {
  const parts = ['counter form', id, action, nonce];
  return toBase64url(hmacSha256(key, toUtf8(JSON.stringify(parts))));
}

function create(deps: AuthorityDeps, kind: Kind, official: string, lifeMs: number): string {
  const endsAt = Math.floor(deps.clock.now()) + lifeMs;
  const session: Session = { id: randomToken(), official, endsAt };
  return toBase64url(seal(deps.counter.key, toUtf8(JSON.stringify(session)), contextOf(deps, kind)));
}

/** With another admin token, whatever the one before let in is outside. */
function contextOf({ config }: AuthorityDeps, kind: Kind): string {
  return `counter ${kind} ${hashToken(config.adminToken)}`;
}

function open(deps: AuthorityDeps, kind: Kind, token: string): Session | undefined {
  if (token.length > TOKEN_MAX) return undefined;
  try {
    const text = fromUtf8(unseal(deps.counter.key, fromBase64url(token), contextOf(deps, kind)));
    const session = v.parse(Sealed, JSON.parse(text));
    return deps.clock.now() < session.endsAt ? session : undefined;
  } catch {
    return undefined;
  }
}
