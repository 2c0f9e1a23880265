import type { Tellable } from '../log/index.ts';
import { labelText, SERIES_LIMIT } from './label.ts';

export interface Counter {
  /**
   * Adds `by` (1 when not given) to the series of these labels. All declared labels must be given. Throws a TypeError where they are not,
   * a RangeError where `by` is negative or no number.
   */
  inc(labels?: Readonly<Record<string, Tellable>>, by?: number): void;
}

/** A counter under its whole name, and its lines as the text exposition format has them. One without labels is told from the start, as 0. */
export function createCounter(name: string, labels: readonly string[]) {
  const totals = new Map<string, number>();
  const seriesName = (values: readonly string[]) =>
    labels.length === 0
      ? name
      : `${name}{${labelText(Object.fromEntries(labels.map((label, at) => [label, values[at] ?? ''])))}}`;
  const others = seriesName(labels.map(() => 'other'));
  if (labels.length === 0) totals.set(name, 0);
  let seen = 0;
  const admitted = (series: string): string => {
    if (totals.has(series) && series !== others) return series;
    if (seen >= SERIES_LIMIT) return others;
    seen += 1;
    return series;
  };
  const counter: Counter = {
    inc: (given = {}, by = 1) => {
      const values = labels.map((label) => given[label]);
      if (values.includes(undefined) || Object.keys(given).length !== labels.length) {
        throw new TypeError(`${name} wants the labels ${labels.join(', ') || '(none)'}`);
      }
      if (!(by >= 0 && Number.isFinite(by))) throw new RangeError(`${name} only grows`);
      const series = admitted(seriesName(values.map(String)));
      totals.set(series, (totals.get(series) ?? 0) + by);
    },
  };
  return { counter, lines: () => [...totals].map(([series, total]) => `${series} ${total}`) };
}
