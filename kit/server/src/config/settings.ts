/**
 * What can be set, read off a schema: each place with its name in the environment. `authority.url` is `KAZASU_AUTHORITY_URL`.
 */
import * as v from 'valibot';

/** How a setting is written in the environment: `json` for whatever has parts. */
export type SettingKind = 'text' | 'number' | 'boolean' | 'json';

export interface Setting {
  /** Such as `authority.url`. */
  readonly path: string;
  readonly kind: SettingKind;
  /** Name in the environment. */
  readonly name: string;
  /** Whether its value is shown to nobody. */
  readonly secret: boolean;
  /** Whether a schema stands here whose members are settings too. */
  readonly group: boolean;
  readonly required: boolean;
  /** What holds where it is not given; undefined where there is no such value. */
  readonly fallback: unknown;
  /** What judges its value. */
  readonly schema: v.GenericSchema;
}

/** An object of settings, by the names of its members. */
export type Entries = Readonly<Record<string, v.GenericSchema>>;

/** A value that opens something: 16 characters or more, never shown. */
export const secretText = () =>
  v.pipe(v.string(), v.minLength(16), v.maxLength(200), v.metadata({ secret: true }));

/** Names that stood before the rule did. */
export type Names = Readonly<Record<string, string>>;

/** Every setting below the entries, outer ones first. Throws where two would have one name in the environment. */
export function settingsOf(entries: Entries, names: Names = {}): Setting[] {
  const settings = below(entries, '', names, true);
  const taken = new Map<string, string>();
  for (const { name, path } of settings) {
    const other = taken.get(name);
    if (other !== undefined) throw new Error(`${other} and ${path} have one name, ${name}`);
    taken.set(name, path);
  }
  return settings;
}

function below(entries: Entries, prefix: string, names: Names, required: boolean): Setting[] {
  return Object.entries(entries).flatMap(([member, schema]) => {
    const path = `${prefix}${member}`;
    const { inner, optional, fallback } = unwrap(schema);
    const members = entriesOf(inner);
    const setting: Setting = {
      path,
      kind: kindOf(inner),
      name: names[path] ?? nameOf(path),
      secret: isSecret(inner),
      group: members !== undefined,
      required: required && !optional,
      fallback,
      schema: inner,
    };
    return [
      setting,
      ...(members === undefined ? [] : below(members, `${path}.`, names, required && !optional)),
    ];
  });
}

function nameOf(path: string): string {
  return `KAZASU_${path
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll('.', '_')
    .toUpperCase()}`;
}

interface Unwrapped {
  readonly inner: v.GenericSchema;
  readonly optional: boolean;
  readonly fallback: unknown;
}

function unwrap(schema: v.GenericSchema): Unwrapped {
  if (schema.type !== 'optional') return { inner: schema, optional: false, fallback: undefined };
  const { wrapped, default: fallback } = schema as v.GenericSchema & {
    readonly wrapped: v.GenericSchema;
    readonly default: unknown;
  };
  return { inner: wrapped, optional: true, fallback };
}

/** Of an object that knows all its members; others are one value. */
export function entriesOf(schema: v.GenericSchema): Entries | undefined {
  if (schema.type !== 'strict_object') return undefined;
  return (schema as v.GenericSchema & { readonly entries: Entries }).entries;
}

function kindOf(schema: v.GenericSchema): SettingKind {
  if (schema.type === 'number' || schema.type === 'boolean') return schema.type;
  return schema.type === 'string' || schema.type === 'picklist' ? 'text' : 'json';
}

function isSecret(schema: v.GenericSchema): boolean {
  return v.getMetadata(schema).secret === true;
}
