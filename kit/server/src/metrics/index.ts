/**
 * Counters for the operator. Owns: names, one registry an instance, the text exposition. Refuses: labels that were
 * not declared, and more series than a counter may have, because a label that takes its value from a request grows
 * without end and carries what has no business in a metric.
 */
import { Counter as PrometheusCounter, Registry } from 'prom-client';

export interface Counter {
  /** Adds `by` (1 when not given; never negative) to the series of these labels. All declared labels must be given. */
  inc(labels?: Readonly<Record<string, string>>, by?: number): void;
}

export interface Metrics {
  /** `name` without the prefix, such as `logins_total`; made once for each name. */
  counter(name: string, help: string, labels?: readonly string[]): Counter;
  /** Prometheus text exposition format, version 0.0.4. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** Combinations of label values a counter keeps; further ones are added up under `other`. */
const SERIES_LIMIT = 200;

/** Metrics named `kazasu_<service>_<name>`, apart from every other instance's. */
export function createMetrics(service: string): Metrics {
  const registry = new Registry();
  return {
    counter: (name, help, labels = []) => createCounter(registry, `kazasu_${service}_${name}`, help, labels),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

function createCounter(registry: Registry, name: string, help: string, labels: readonly string[]): Counter {
  const counter = new PrometheusCounter({ name, help, labelNames: [...labels], registers: [registry] });
  const others = Object.fromEntries(labels.map((label) => [label, 'other']));
  const seen = new Set<string>();
  return {
    inc: (given = {}, by = 1) => {
      const values = labels.map((label) => given[label]);
      if (values.includes(undefined) || Object.keys(given).length !== labels.length) {
        throw new TypeError(`${name} wants the labels ${labels.join(', ') || '(none)'}`);
      }
      const series = JSON.stringify(values);
      if (seen.size < SERIES_LIMIT) seen.add(series);
      counter.inc(seen.has(series) ? { ...given } : others, by);
    },
  };
}
