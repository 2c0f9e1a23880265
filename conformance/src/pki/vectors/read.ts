import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `vectors/pki` at the root of the repository. */
export const FOLDER = join(import.meta.dirname, '../../../../vectors/pki');

export type Operation = 'path' | 'ocsp' | 'cms' | 'timestamp' | 'xades' | 'pades';
export type Verdict = 'valid' | 'invalid' | 'indeterminate';
type Reference = string | readonly string[] | { readonly [name: string]: string };

export interface CaseJson {
  readonly id: string;
  readonly description: string;
  readonly citation: string;
  readonly expected: Verdict;
  readonly fault?: string;
  readonly twin?: string;
  readonly severity?: 'forged' | 'forbidden' | 'strict';
  readonly options: {
    readonly time: string;
    readonly policies?: readonly string[];
    readonly requireExplicitPolicy?: boolean;
    readonly inhibitPolicyMapping?: boolean;
    readonly inhibitAnyPolicy?: boolean;
    readonly extendedKeyUsage?: readonly string[];
    readonly revocation?: 'required' | 'none';
    readonly policy?: string;
  };
  readonly inputs: { readonly [name: string]: Reference };
  readonly kazasu?: { readonly check: string; readonly reason?: string };
}

export interface FileJson {
  readonly group: string;
  readonly operation: Operation;
  readonly title: string;
  readonly cases: readonly CaseJson[];
  readonly blobs: { readonly [id: string]: string };
}

/** One case with its octets at hand. */
export interface Vector extends CaseJson {
  readonly operation: Operation;
  readonly group: string;
  /** Empty if the case has no such input. */
  readonly one: (name: string) => Uint8Array | undefined;
  readonly list: (name: string) => readonly Uint8Array[];
  readonly named: (name: string) => ReadonlyMap<string, Uint8Array>;
}

export function readFiles(): readonly FileJson[] {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.json') && !name.includes('schema'));
  return names.sort().map((name) => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as FileJson);
}

export function vectorsOf(file: FileJson): readonly Vector[] {
  const blob = (id: string): Uint8Array => {
    const text = file.blobs[id];
    if (text === undefined) throw new Error(`no octets are named ${id}`);
    return Uint8Array.from(Buffer.from(text, 'base64'));
  };
  return file.cases.map((one) => ({
    ...one,
    operation: file.operation,
    group: file.group,
    one: (name) => {
      const value = one.inputs[name];
      return typeof value === 'string' ? blob(value) : undefined;
    },
    list: (name) => {
      const value = one.inputs[name];
      return Array.isArray(value) ? value.map((id: string) => blob(id)) : [];
    },
    named: (name) => {
      const value = one.inputs[name];
      const pairs = typeof value === 'object' && !Array.isArray(value) ? Object.entries(value) : [];
      return new Map(pairs.map(([key, id]) => [key, blob(id as string)]));
    },
  }));
}

/** The name that octets have in a file. */
export function blobId(octets: Uint8Array): string {
  return createHash('sha256').update(octets).digest('hex').slice(0, 16);
}
