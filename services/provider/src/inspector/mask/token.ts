import { fromBase64url, fromUtf8 } from '@kazasu/bytes';
import { fieldsOf, isObject, isText, masked } from './rule.ts';
import type { Rule, RuleTable } from './shown.ts';

const HALF_MAX = 8_000;

/** A signed token (RFC 7515): header and payload by their tables; the signature, without which it opens nothing, is left out. */
export function token(header: RuleTable, payload: RuleTable): Rule {
  return (value) => {
    const parts = isText(value) ? value.split('.') : [];
    const read = parts.length === 3 ? parts.slice(0, 2).map(jsonOf) : [];
    const [first, second] = read;
    if (!isObject(first) || !isObject(second)) return masked(value);
    return {
      kind: 'token',
      header: fieldsOf(Object.entries(first), header),
      payload: fieldsOf(Object.entries(second), payload),
    };
  };
}

/** An encrypted one (RFC 7516): its header is all that can be read. */
export function encrypted(header: RuleTable): Rule {
  return (value) => {
    const parts = isText(value) ? value.split('.') : [];
    const first = parts.length === 5 ? jsonOf(parts[0] ?? '') : undefined;
    if (!isObject(first)) return masked(value);
    return { kind: 'token', header: fieldsOf(Object.entries(first), header), payload: [] };
  };
}

/** The payload of a token, whoever signed it; for finding who asks, never for believing it. */
export function payloadOf(jwt: string): Readonly<Record<string, unknown>> | undefined {
  const payload = jsonOf(jwt.split('.')[1] ?? '');
  return isObject(payload) ? payload : undefined;
}

function jsonOf(part: string): unknown {
  if (part.length > HALF_MAX) return undefined;
  try {
    return JSON.parse(fromUtf8(fromBase64url(part)));
  } catch {
    return undefined;
  }
}
