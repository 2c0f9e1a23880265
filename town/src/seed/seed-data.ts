import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { replaceFile } from '@kazasu/server/file';
import * as v from 'valibot';

/** When the town was founded, milliseconds since 1970 (ages are counted from there), and whether it is complete. */
const SeedData = v.object({ version: v.literal(1), seededAt: v.number(), finished: v.boolean() });
export type SeedData = v.InferOutput<typeof SeedData>;

/** Undefined for a town that was never begun; throws when the file is damaged. */
export function readSeed(path: string): SeedData | undefined {
  return existsSync(path) ? v.parse(SeedData, JSON.parse(readFileSync(path, 'utf8'))) : undefined;
}

export function writeSeed(path: string, data: SeedData): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  replaceFile(path, `${JSON.stringify(data)}\n`);
}
