import type { Tellable } from './secret.ts';

/** The closed list. Add a field only when no value it can take tells anything about a person, a secret or a key. */
const FIELDS = {
  /** HTTP method. */
  method: 'string',
  /** Pattern of the route (`/cards/:id`), never the path that was asked for. */
  route: 'string',
  /** HTTP status. */
  status: 'number',
  durationMs: 'number',
  clientId: 'string',
  /** Stable code of an error, such as `store/conflict`. */
  code: 'string',
  /** Sentence or code of ours saying why; never a message that quotes input. */
  reason: 'string',
  /** `authentication` or `signature`. */
  role: 'string',
  state: 'string',
  service: 'string',
  engine: 'string',
  /** A key's public name, for rotation. */
  keyId: 'string',
  version: 'string',
  count: 'number',
  attempt: 'number',
  port: 'number',
  /** Our own address, such as `http://localhost:4001/api`. */
  url: 'string',
  processId: 'number',
} as const;

type TypeNames = { string: Tellable; number: number };

export type LogFields = {
  readonly [Name in keyof typeof FIELDS]?: TypeNames[(typeof FIELDS)[Name]] | undefined;
};

const LONGEST_VALUE = 200;

/** Copies the fields that are on the list and of its type; everything else is dropped without a trace. */
export function permittedFields(fields: LogFields): Record<string, string | number> {
  const permitted: Record<string, string | number> = {};
  for (const [name, type] of Object.entries(FIELDS)) {
    const value: unknown = Object.hasOwn(fields, name) ? fields[name as keyof LogFields] : undefined;
    if (typeof value === 'number' && type === 'number') permitted[name] = value;
    if (typeof value === 'string' && type === 'string') permitted[name] = printable(value);
  }
  return permitted;
}

/**
 * Bounded, and without anything that acts on a terminal or hides in a text: control characters (C0, DEL, C1), line
 * and paragraph separators, format characters such as the bidirectional overrides, and lone surrogates.
 */
export function printable(text: string): string {
  const bounded = text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
  return bounded.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
