import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Figures } from './figures.ts';

const FILE = join(resolve(import.meta.dirname, '../../..'), 'tools/mutation/scores.json');

export interface Published extends Figures {
  /** `YYYY-MM-DD` */
  readonly date: string;
}

export function readPublished(): { readonly [target: string]: Published } {
  return JSON.parse(readFileSync(FILE, 'utf8'));
}

export function publish(target: string, figures: Figures): void {
  const date = new Date().toISOString().slice(0, 10);
  writeFileSync(FILE, `${JSON.stringify({ ...readPublished(), [target]: { date, ...figures } }, null, 2)}\n`);
}
