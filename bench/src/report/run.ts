import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { systemClock } from '@kazasu/server/clock';
import { barChart } from './chart.ts';
import { picturePath, reportPage } from './page.ts';
import { PARTS } from './parts.ts';
import type { ReportData, ReportSection } from './report-data.ts';

export const REPORT_PARTS: readonly { readonly name: string }[] = PARTS;

export interface ReportOptions {
  /** Parts to measure; all when empty. What is not measured stays as it was. */
  readonly only: readonly string[];
  /** Measures nothing: writes page and pictures from the figures that are kept. */
  readonly fromKept: boolean;
  readonly onProgress: (line: string) => void;
}

const inDocs = (path: string) => fileURLToPath(new URL(`../../../docs/${path}`, import.meta.url));
const DATA = inDocs('performance.json');

/** Returns the page. Each part is kept as soon as it is measured, so that a fault in a later one loses nothing. */
export async function runReport({ only, fromKept, onProgress }: ReportOptions): Promise<string> {
  for (const part of fromKept ? [] : PARTS) {
    if (only.length > 0 && !only.includes(part.name)) continue;
    onProgress(`== ${part.name}`);
    const { figures } = await part.measure(onProgress);
    keep({ name: part.name, command: part.command, figures });
  }
  const data = kept();
  for (const { name, figures } of data.sections) {
    const picture = PARTS.find((part) => part.name === name)?.picture;
    if (picture === undefined) continue;
    writeFileSync(inDocs(picturePath(name)), barChart(picture.title, picture.unit, picture.bars(figures)));
  }
  const page = reportPage(data);
  writeFileSync(inDocs('performance.md'), page);
  return page;
}

function kept(): ReportData {
  try {
    return JSON.parse(readFileSync(DATA, 'utf8')) as ReportData;
  } catch {
    return { ...now(), sections: [] };
  }
}

function keep(section: ReportSection): void {
  const others = kept().sections.filter(({ name }) => name !== section.name);
  const order = (name: string) => PARTS.findIndex((part) => part.name === name);
  const sections = [...others, section].sort((a, b) => order(a.name) - order(b.name));
  writeFileSync(DATA, `${JSON.stringify({ ...now(), sections }, null, 2)}\n`);
}

function now(): Pick<ReportData, 'day' | 'machine'> {
  return {
    day: new Date(systemClock.now()).toISOString().slice(0, 10),
    machine: { cores: cpus().length, node: process.versions.node },
  };
}
