import { writeFileSync } from 'node:fs';
import { createHash } from '../crypto.ts';
import type { Case, Group, Input } from './case.ts';
import { at } from './make/place.ts';

/** The time that every case is judged for, unless it says another. */
export const TIME = '2026-06-01T00:00:00Z';

/** Octets are kept once, under the first 16 digits of their SHA-256. */
class Store {
  readonly blobs = new Map<string, string>();

  put(octets: Uint8Array): string {
    const id = createHash('sha256').update(octets).digest('hex').slice(0, 16);
    this.blobs.set(id, Buffer.from(octets).toString('base64'));
    return id;
  }

  input(value: Input): unknown {
    if (value instanceof Uint8Array) return this.put(value);
    if (Array.isArray(value)) return value.map((one: Uint8Array) => this.put(one));
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, this.put(one)]));
  }
}

function caseJson(one: Case, group: Group, store: Store): object {
  const [check = '', reason] = (one.kazasu ?? '').split(' ');
  return {
    id: `${group.name}/${one.id}`,
    description: one.description,
    citation: one.citation,
    expected: one.expected,
    ...(one.twin !== undefined && {
      fault: one.id,
      twin: `${group.name}/${one.twin}`,
      severity: one.severity,
    }),
    options: { time: TIME, ...one.options },
    inputs: Object.fromEntries(Object.entries(one.inputs).map(([name, value]) => [name, store.input(value)])),
    ...(check !== '' && { kazasu: { check, ...(reason !== undefined && { reason }) } }),
  };
}

/** The text of `vectors/pki/{group}.json`. */
export function groupText(group: Group): string {
  const store = new Store();
  const cases = group.cases.map((one) => caseJson(one, group, store));
  const blobs = Object.fromEntries([...store.blobs].sort(([a], [b]) => (a < b ? -1 : 1)));
  const { name, operation, title } = group;
  const file = { $schema: './pki.schema.json', group: name, operation, title, cases, blobs };
  return `${JSON.stringify(file, undefined, 1)}\n`;
}

/** Returns the path. */
export function writeGroup(group: Group): string {
  const path = at(`${group.name}.json`);
  writeFileSync(path, groupText(group));
  return path;
}
