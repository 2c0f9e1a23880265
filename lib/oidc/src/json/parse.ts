import { BytesError, fromUtf8 } from '@kazasu/bytes';
import { OidcError } from '../error.ts';
import { checkMembers } from './members.ts';

/**
 * Reads UTF-8 JSON whose top value is an object. Refuses (`oidc/json`) anything else, more than 16 levels, and an
 * object with a member given twice: two readers of the same token must never see two different values (RFC 8259
 * section 4 leaves the choice to the reader, RFC 7519 section 4 allows refusing).
 */
export function parseJsonObject(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  const text = decode(bytes);
  const value = parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new OidcError('oidc/json', 'not a JSON object');
  }
  checkMembers(text);
  return value as Record<string, unknown>;
}

function decode(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes);
  } catch (error) {
    if (error instanceof BytesError) throw new OidcError('oidc/json', 'not UTF-8');
    throw error;
  }
}

/** The cause is left out on purpose: the engine's message quotes the text. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new OidcError('oidc/json', 'not JSON');
  }
}
