import { fromUtf8 } from '@kazasu/bytes';
import { readBytes } from './body.ts';
import { HttpError } from './http-error.ts';

/** Parameters of a form or query. OAuth forbids repeating one (RFC 6749 section 3.1), so who repeats is remembered. */
export interface Form {
  /** The first value of this name; an empty one is an empty text. */
  get(name: string): string | undefined;
  has(name: string): boolean;
  /** Each name once, in the order of arrival. */
  readonly names: readonly string[];
  /** Names that came more than once. */
  readonly repeated: readonly string[];
}

const FORM = 'application/x-www-form-urlencoded';
const MOST_PARAMETERS = 100;

/** Reads an `application/x-www-form-urlencoded` body. Throws an HttpError. */
export async function readForm(request: Request, maxBytes: number): Promise<Form> {
  return parseForm(textOf(await readBytes(request, FORM, maxBytes)));
}

/**
 * Parses a form's text, or a query without its `?`. Stricter than the URL standard's parser, which repairs: broken
 * percent signs, bytes that are no UTF-8, NUL and too many parameters are refused (`http/malformed`), so that nobody
 * downstream reads another value than we did.
 */
export function parseForm(text: string): Form {
  const values = new Map<string, string>();
  const repeated = new Set<string>();
  const pairs = text === '' ? [] : text.split('&', MOST_PARAMETERS + 1);
  if (pairs.length > MOST_PARAMETERS) malformed(`more than ${MOST_PARAMETERS} parameters`);
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    const name = decode(equals < 0 ? pair : pair.slice(0, equals));
    const value = equals < 0 ? '' : decode(pair.slice(equals + 1));
    if (name === '') malformed('a parameter without a name');
    if (values.has(name)) repeated.add(name);
    else values.set(name, value);
  }
  return {
    get: (name) => values.get(name),
    has: (name) => values.has(name),
    names: [...values.keys()],
    repeated: [...repeated],
  };
}

/** What the encoding touches; most values of a form are as they stand. */
const ENCODED = /[%+]/;

function decode(text: string): string {
  let decoded = text;
  try {
    if (ENCODED.test(text)) decoded = decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    malformed('broken percent-encoding');
  }
  if (decoded.includes('\0') || !decoded.isWellFormed()) malformed('not text');
  return decoded;
}

function textOf(body: Uint8Array): string {
  try {
    return fromUtf8(body);
  } catch {
    malformed('not UTF-8');
  }
}

function malformed(message: string): never {
  throw new HttpError('http/malformed', message);
}
