import type { Family, LabelNames, LabelValues } from './label.ts';
import { labelText, seriesOf } from './label.ts';

/** One series: the observations under one combination of label values. Kept by whoever observes often. */
export interface Series {
  /** Adds an observation, in the histogram's unit. A few nanoseconds: no look-up, no allocation. */
  observe(value: number): void;
}

export interface Histogram<Labels extends LabelNames> {
  /** The series of these values; a value that was not declared, and a pattern beyond the limit, is counted as `other`. */
  series(values: LabelValues<Labels>): Series;
}

/**
 * Upper bounds in seconds. From a statement in memory to a request that a person gives up on; those about a login's budget (475 µs) and
 * about the objective (50 ms) are close together.
 */
export const SECONDS: readonly number[] = [
  0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10,
];

class Buckets implements Series {
  readonly #bounds: readonly number[];
  readonly #counts: Float64Array;
  #sum = 0;
  #count = 0;

  constructor(bounds: readonly number[]) {
    this.#bounds = bounds;
    this.#counts = new Float64Array(bounds.length);
  }

  observe(value: number): void {
    const bounds = this.#bounds;
    const { length } = bounds;
    this.#sum += value;
    this.#count += 1;
    for (let at = 0; at < length; at++) {
      if (value <= (bounds[at] as number)) {
        this.#counts[at] = (this.#counts[at] as number) + 1;
        return;
      }
    }
  }

  lines(name: string, labels: string): string[] {
    const joined = labels === '' ? '' : `${labels},`;
    let below = 0;
    const buckets = this.#bounds.map((bound, at) => {
      below += this.#counts[at] ?? 0;
      return `${name}_bucket{${joined}le="${bound}"} ${below}`;
    });
    const braces = labels === '' ? '' : `{${labels}}`;
    return [
      ...buckets,
      `${name}_bucket{${joined}le="+Inf"} ${this.#count}`,
      `${name}_sum${braces} ${this.#sum}`,
      `${name}_count${braces} ${this.#count}`,
    ];
  }
}

/** A histogram, and how it is told in the text exposition. */
export function createHistogram<Labels extends LabelNames>(
  family: Family<Labels>,
  bounds: readonly number[],
): { readonly histogram: Histogram<Labels>; readonly lines: () => string[] } {
  const { name, labels, constant } = family;
  const all = seriesOf(labels, () => new Buckets(bounds));
  return {
    histogram: { series: (values) => all.get(values) },
    lines: () => all.each((values, buckets) => buckets.lines(name, labelText({ ...constant, ...values }))),
  };
}
