import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as v from 'valibot';

/** For whom a requirement is met: every client, strict ones, not wholly, nobody, or there is nothing that it could be about. */
export const MET = {
  all: 'yes',
  strict: 'strict clients',
  partly: 'partly',
  no: 'no',
  na: 'not applicable',
} as const;

const Requirement = v.strictObject({
  /** The number in the document, that of an item behind a hyphen, and a word where several stand under one number. */
  id: v.pipe(v.string(), v.regex(/^[0-9a-z][0-9a-z.]*(?:-\d+)?(?: [a-z0-9-]+)?$/)),
  /** In our own words. */
  asks: v.pipe(v.string(), v.endsWith('.')),
  met: v.picklist(['all', 'strict', 'partly', 'no', 'na']),
  /** Files that do it, or would. */
  where: v.pipe(v.array(v.string()), v.minLength(1)),
  /** A test by its title, as it stands in the source. */
  test: v.optional(v.strictObject({ file: v.string(), title: v.string() })),
  why: v.optional(v.pipe(v.string(), v.endsWith('.'))),
});
export type Requirement = v.InferOutput<typeof Requirement>;

const Table = v.strictObject({
  title: v.string(),
  source: v.pipe(v.string(), v.url()),
  about: v.string(),
  rows: v.array(Requirement),
});
export type Table = v.InferOutput<typeof Table>;

const FOLDER = resolve(import.meta.dirname, '../../../../conformance/oauth');
export const TABLES = ['fapi-2-security-profile', 'fapi-2-message-signing', 'rfc-9700', 'asvs-v10'] as const;

/** Throws where a row has not its form. */
export function requirementsOf(name: (typeof TABLES)[number]): Table {
  return v.parse(Table, JSON.parse(readFileSync(resolve(FOLDER, `${name}.json`), 'utf8')));
}
