import { KeyError } from '@kazasu/server/keys';
import { isUnavailable } from '@kazasu/server/store';
import { ClientBusy } from './limit/index.ts';
import { SandboxBusy } from './sandbox/busy.ts';

/** What a client is told of an error that no part foresaw. */
export interface Unforeseen {
  readonly status: 429 | 500 | 503;
  readonly body: { readonly error: string };
  readonly headers: Readonly<Record<string, string>>;
}

/** Opaque, but for whether the same request may succeed later. */
export function unforeseen(error: unknown): Unforeseen {
  if (error instanceof SandboxBusy) {
    return { status: 429, body: { error: 'too_many_requests' }, headers: { 'Retry-After': SOON } };
  }
  if (error instanceof ClientBusy) {
    const headers = { 'Retry-After': String(Math.ceil(error.waitMs / 1000)) };
    return { status: 429, body: { error: 'temporarily_unavailable' }, headers };
  }
  if (error instanceof KeyError && (error.code === 'key/unavailable' || error.code === 'key/token')) {
    return { status: 503, body: { error: 'temporarily_unavailable' }, headers: { 'Retry-After': SOON } };
  }
  return isUnavailable(error)
    ? { status: 503, body: { error: 'temporarily_unavailable' }, headers: { 'Retry-After': AWHILE } }
    : { status: 500, body: { error: 'server_error' }, headers: {} };
}

/** Seconds: what is held is held for half a minute at most, and rarely for so long; a key that was replaced counts within as much. */
const SOON = '5';
/** Seconds: a failover takes about as long. */
export const AWHILE = '10';
