/**
 * The rules that the tables are made of. A value is shown only where it has the form that its field promises: a code that a
 * mistaken program sends in the place of a `client_id` is masked there too.
 */
import type { Field, PersonalItem, Rule, RuleTable, Shown } from './shown.ts';

/** Lists and objects beyond that are cut: no message of ours has more. */
const MEMBERS_MAX = 60;

export const masked: Rule = (value) => ({ kind: 'masked', length: lengthOf(value) });

/** Shown as it is where all of it has this form. */
export function text(form: RegExp): Rule {
  return (value) => (isText(value) && form.test(value) ? { kind: 'text', text: value } : masked(value));
}

/** One of these, exactly. */
export function oneOf(...words: readonly string[]): Rule {
  return (value) => (isText(value) && words.includes(value) ? { kind: 'text', text: value } : masked(value));
}

/** A word of a protocol: no random value of ours has only lower-case letters. */
export const word = text(/^[a-z][a-z_-]{0,40}$/);
/** Several of them, with single spaces between. */
export const words = text(/^[a-z][a-z_]{0,20}(?: [a-z][a-z_]{0,20}){0,20}$/);
/** A UUID, which names a transaction here and is no secret. */
export const id = text(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);

/** Times, lifetimes and decisions. */
export const plain: Rule = (value) =>
  typeof value === 'number' || typeof value === 'boolean'
    ? { kind: 'text', text: String(value) }
    : masked(value);

/** Values that are compared by eye: state, nonce, digests. A third of a short one at most. */
export const short: Rule = (value) => {
  if (!isText(value) || !/^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/.test(value)) return masked(value);
  const { length } = value;
  return { kind: 'short', text: value.slice(0, Math.min(8, Math.floor(length / 3))), length };
};

/** Registered identifiers are short; whatever is longer, or digits alone, may be something else. */
export const client: Rule = (value) =>
  isText(value) && /^(?=.*[A-Za-z])[0-9a-zA-Z]{1,20}$/.test(value)
    ? { kind: 'text', text: value }
    : short(value);

export function personal(item: PersonalItem): Rule {
  return (value) => ({ kind: 'personal', item, length: isText(value) ? [...value].length : lengthOf(value) });
}

export function list(of: Rule): Rule {
  return (value) =>
    Array.isArray(value) ? { kind: 'list', items: value.slice(0, MEMBERS_MAX).map(of) } : masked(value);
}

/** One, or several. */
export function oneOrList(of: Rule): Rule {
  const several = list(of);
  return (value) => (Array.isArray(value) ? several(value) : of(value));
}

export function object(table: RuleTable): Rule {
  return (value) =>
    isObject(value) ? { kind: 'object', fields: fieldsOf(Object.entries(value), table) } : masked(value);
}

/** Something that is published for everybody to read. */
export const published: Rule = (value) => {
  if (Array.isArray(value)) return list(published)(value);
  if (isObject(value))
    return {
      kind: 'object',
      fields: Object.entries(value).map(([name, of]) => ({ name, value: published(of) })),
    };
  return { kind: 'text', text: String(value).slice(0, 300) };
};

/** Every field by its row; without a row it is masked, and a name that is none of a protocol's is not shown either. */
export function fieldsOf(pairs: readonly (readonly [string, unknown])[], table: RuleTable): Field[] {
  return pairs.slice(0, MEMBERS_MAX).map(([name, value]) => {
    const rule = Object.hasOwn(table, name) ? table[name] : undefined;
    if (rule !== undefined) return { name, value: rule(value) };
    return { name: /^[A-Za-z][A-Za-z_-]{0,19}$/.test(name) ? name : '?', value: masked(value) };
  });
}

export function isText(value: unknown): value is string {
  return typeof value === 'string';
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function lengthOf(value: unknown): number {
  return isText(value) ? value.length : (JSON.stringify(value) ?? '').length;
}

export type { Shown };
