/**
 * Numbers for the operator. Owns: names, one registry an instance, counters, histograms and gauges, the text exposition, and what every
 * service tells alike (process, store). Refuses: labels that were not declared, and more series than a metric may have, because a label
 * that takes its value from a request grows without end and carries what has no business in a metric.
 */
export { serviceMetrics } from './common.ts';
export type { Counter } from './counter.ts';
export { type Histogram, SECONDS, type Series } from './histogram.ts';
export { keyOperations, meteredKeys } from './key-metrics.ts';
export type { LabelNames, LabelValues } from './label.ts';
export {
  createMetrics,
  type MetricDescription,
  type Metrics,
  type Reading,
} from './metrics.ts';
