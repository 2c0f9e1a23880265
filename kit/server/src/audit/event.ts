import type { Tellable } from '../log/index.ts';
import type { SqlValue } from '../store/index.ts';
import type { ChainEnd } from './chain.ts';

/** The closed list. Add a member only when no value it can take tells anything about a person or a secret. */
const DETAILS = {
  /** A key's public name. */
  keyId: 'string',
  algorithm: 'string',
  /** SHA-256 of what stands now, or stood before: of a configuration, a registration, a trust anchor. */
  fingerprint: 'string',
  before: 'string',
  /** A word of ours. */
  reason: 'string',
  version: 'string',
  /** Who agreed, where two must: as `actor`. */
  approvedBy: 'string',
  /** Number or name of the request that was agreed to. */
  requestId: 'string',
  node: 'string',
  count: 'number',
  /** Milliseconds since 1970. */
  notBefore: 'number',
  notAfter: 'number',
} as const;

type TypeNames = { string: Tellable; number: number };

export type AuditDetail = {
  readonly [Name in keyof typeof DETAILS]?: TypeNames[(typeof DETAILS)[Name]] | undefined;
};

/** What happened. None of it is a personal item, a subject or a secret; the forms below leave no room for a sentence. */
export interface AuditEvent<Action extends string = string> {
  /** Who did it: `admin`, `admin:<name>`, `client:<id>`, `service` (by itself), `unknown` (who showed nothing). */
  readonly actor: Tellable;
  /** From the service's closed list, such as `client.changed`. */
  readonly action: Action;
  /** What it was done to, such as `client:<id>` or `key:<name>`; null, the default, where the action tells all. */
  readonly subject?: Tellable | null | undefined;
  /** `done`, the default, or the code of the refusal. */
  readonly outcome?: string | undefined;
  readonly detail?: AuditDetail | undefined;
}

/** As it stands in the chain. */
export interface AuditEntry extends ChainEnd {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  readonly subject: string | null;
  readonly outcome: string;
  readonly detail: Readonly<Record<string, string | number>>;
}

const NAME = /^[a-z][a-z0-9-]{0,39}(?::[\w.~/@-]{1,255})?$/;
const WORD = /^[a-z][a-z0-9_/.-]{0,79}$/;
const VALUE = /^[\w.~:/@+=-]{1,255}$/;

/** The body of an entry. Throws a TypeError for what has no place in an audit: then what it tells of does not happen either. */
export function bodyOf(event: AuditEvent, at: number): Omit<AuditEntry, keyof ChainEnd> {
  const { actor, action, subject = null, outcome = 'done', detail = {} } = event;
  require('actor', NAME.test(actor));
  require('action', WORD.test(action));
  require('subject', subject === null || NAME.test(subject));
  require('outcome', WORD.test(outcome));
  return { at: Math.floor(at), actor, action, subject, outcome, detail: permitted(detail) };
}

/** In the order of the list, whatever the order in which they were given. */
function permitted(detail: AuditDetail): Record<string, string | number> {
  for (const name of Object.keys(detail)) require(`detail ${name}`, Object.hasOwn(DETAILS, name));
  const kept: Record<string, string | number> = {};
  for (const [name, type] of Object.entries(DETAILS)) {
    const value = detail[name as keyof AuditDetail];
    if (value === undefined) continue;
    const fits = typeof value === 'string' ? VALUE.test(value) : Number.isSafeInteger(value);
    require(`detail ${name}`, typeof value === type && fits);
    kept[name] = value;
  }
  return kept;
}

/** Names the member, never the value. */
function require(member: string, fits: boolean): asserts fits {
  if (!fits) throw new TypeError(`an audit entry does not take this ${member}`);
}

export function detailIn(text: SqlValue | undefined): Record<string, string | number> {
  try {
    const detail: unknown = JSON.parse(String(text));
    return typeof detail === 'object' && detail !== null ? (detail as Record<string, string | number>) : {};
  } catch {
    return {};
  }
}
