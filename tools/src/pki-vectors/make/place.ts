import { resolve } from 'node:path';

/** A file of `vectors/pki`. */
export function at(name: string): string {
  return resolve(import.meta.dirname, '../../../../vectors/pki', name);
}
