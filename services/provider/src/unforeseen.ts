import { isUnavailable } from '@kazasu/server/store';
import { SandboxBusy } from './sandbox/busy.ts';

/** What a client is told of an error that no part foresaw: opaque, but for whether the same request may succeed later. */
export function unforeseen(error: unknown): {
  readonly status: 429 | 500 | 503;
  readonly body: { readonly error: string };
} {
  if (error instanceof SandboxBusy) return { status: 429, body: { error: 'too_many_requests' } };
  return isUnavailable(error)
    ? { status: 503, body: { error: 'temporarily_unavailable' } }
    : { status: 500, body: { error: 'server_error' } };
}
