import type { TraceEntry } from './entry.ts';

/** An entry as one line of JSON without a line end: the members of TraceEntry, times rounded to microseconds. */
export function traceJson(entry: TraceEntry): string {
  return JSON.stringify(entry, (_name, value: unknown) =>
    typeof value === 'number' ? Math.round(value * 1000) / 1000 : value,
  );
}
