import { parseForm } from '@kazasu/server/http';
import { fieldsOf, isText, masked } from './rule.ts';
import type { Field, Rule, RuleTable } from './shown.ts';

/** A part of a path that may be told: short words, and UUIDs. Codes and tokens have 22 characters and more, and digits stand alone. */
const TOLD =
  /^(?:[A-Za-z.][A-Za-z0-9._~-]{0,19}|openid-configuration|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** The path with everything but its well-known parts left out. */
export function shownPath(path: string): string {
  return path
    .split('/')
    .map((part) => (part === '' || TOLD.test(part) ? part : '…'))
    .join('/');
}

/** The values of a query or form, in their order. Undefined for what is none. */
export function pairsOf(text: string): [string, string][] | undefined {
  try {
    // Refuses what no honest program sends; the reading itself keeps repeated names.
    parseForm(text);
    return [...new URLSearchParams(text)];
  } catch {
    return undefined;
  }
}

/** An address; what stands in its query goes by the table, and of its fragment the names alone are told. */
export function address(query: RuleTable): Rule {
  return (value) => {
    if (!isText(value) || value.length > 4_000) return masked(value);
    const relative = value.startsWith('/') && !value.startsWith('//');
    if (!relative && !URL.canParse(value)) return masked(value);
    const url = new URL(value, 'http://localhost');
    if (url.username !== '' || url.password !== '' || !/^https?:$/.test(url.protocol)) return masked(value);
    const path = shownPath(url.pathname);
    return {
      kind: 'address',
      address: relative ? path : url.origin + (path === '/' && !value.endsWith('/') ? '' : path),
      query: [...queryFields(url, query), ...fragmentFields(url)],
    };
  };
}

function queryFields({ search }: URL, table: RuleTable): Field[] {
  if (search.length < 2) return [];
  const pairs = pairsOf(search.slice(1));
  return pairs === undefined ? [{ name: '?', value: masked(search) }] : fieldsOf(pairs, table);
}

function fragmentFields({ hash }: URL): Field[] {
  return hash.length < 2 ? [] : fieldsOf([...new URLSearchParams(hash.slice(1))], {}).map(inFragment);
}

function inFragment({ name, value }: Field): Field {
  return { name: `#${name}`, value };
}
