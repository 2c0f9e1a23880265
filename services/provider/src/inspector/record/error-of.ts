import { payloadOf } from '../mask/index.ts';
import { describedError } from '../remedy/index.ts';
import type { ShownError } from './event.ts';
import type { Answered } from './exchange.ts';
import { reasonOf, textOf } from './read-message.ts';

/** What the answer refuses, in the words of the wire as far as they are ours; undefined where it does not. */
export function errorOf({ exchange, status, answer }: Answered): ShownError | undefined {
  const location = answer.headers.get('location') ?? '';
  const query = location.includes('?')
    ? new URLSearchParams(location.slice(location.indexOf('?') + 1))
    : undefined;
  if (status >= 300 && status < 400 && query !== undefined) {
    // A signed answer says the same within (JARM).
    const signed = payloadOf(query.get('response') ?? '');
    const told = (name: string) => query.get(name) ?? signed?.[name];
    const [error, description] = [told('error'), told('error_description')];
    if (typeof error === 'string')
      return shownError(error, typeof description === 'string' ? description : undefined);
  }
  if (status < 400) return undefined;
  const error = textOf(answer, 'error');
  if (error !== undefined) return shownError(error, textOf(answer, 'error_description'));
  const reason = reasonOf(answer.body ?? '');
  if (reason !== undefined) return shownError('page', reason);
  return {
    error: status === 404 && exchange.matched.route.name === 'waiting' ? 'page_unknown' : `http_${status}`,
  };
}

function shownError(error: string, description: string | undefined): ShownError {
  const told = description === undefined ? undefined : describedError(description);
  const word = /^[a-z_]{1,40}$/.test(error) ? error : 'unknown';
  return told === undefined ? { error: word } : { error: word, description: told };
}
