import { type Counter, createCounter } from './counter.ts';
import { createHistogram, type Histogram, SECONDS } from './histogram.ts';
import { type LabelNames, type LabelValues, labelText, SERIES_LIMIT } from './label.ts';

/** What a gauge reads when it is asked for: a number, or one for each of several label values. */
export type Reading<Labels extends LabelNames> =
  | number
  | undefined
  | readonly (readonly [values: LabelValues<Labels>, value: number])[];

/** What a metric is called and told by, whether it has been seen yet or not. */
export interface MetricDescription {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  /** Declared labels with their values, `'pattern'` and `'any'` (bounded in number) where those are no closed list. */
  readonly labels: Readonly<Record<string, readonly string[] | 'pattern' | 'any'>>;
}

export interface Metrics {
  readonly service: string;
  /** `name` without the prefix, such as `logins_total`; made once for each name. */
  counter(name: string, help: string, labels?: readonly string[]): Counter;
  /**
   * A histogram that every service has under the same name, `kazasu_<name>` with the label `service`. `name` ends in its unit. Asked for twice
   * it is the same. `bounds` default to {@link SECONDS}.
   */
  histogram<const Labels extends LabelNames>(
    name: string,
    help: string,
    labels: Labels,
    bounds?: readonly number[],
  ): Histogram<Labels>;
  /** A gauge under a common name; read only when somebody asks for the metrics. */
  gauge<const Labels extends LabelNames>(
    name: string,
    help: string,
    labels: Labels,
    read: () => Reading<Labels>,
  ): void;
  /** As a gauge, for what only grows. */
  total<const Labels extends LabelNames>(
    name: string,
    help: string,
    labels: Labels,
    read: () => Reading<Labels>,
  ): void;
  /** Every metric that was made, for dashboards and alerts to be checked against. */
  describe(): readonly MetricDescription[];
  /** Prometheus text exposition format, version 0.0.4. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** Own counters are `kazasu_<service>_<name>`, common metrics `kazasu_<name>{service=…}`; apart from every other instance's. */
export function createMetrics(service: string): Metrics {
  const own = new Map<string, () => string[]>();
  const common = new Map<string, () => string[]>();
  const histograms = new Map<string, Histogram<LabelNames>>();
  const constant = { service };
  const described: MetricDescription[] = [];
  const describe = (type: MetricDescription['type'], name: string, labels: LabelNames) =>
    void described.push({ name, type, labels: { service: [service], ...labels } });
  const read = (type: 'gauge' | 'counter', name: string, help: string, reading: () => Reading<LabelNames>) =>
    common.set(name, () => [...headerOf(name, help, type), ...readingLines(name, reading(), constant)]);
  return {
    service,
    counter: (short, help, labels = []) => {
      const name = `kazasu_${service}_${short}`;
      if (own.has(name)) throw new TypeError(`${name} has been made before`);
      described.push({
        name,
        type: 'counter',
        labels: Object.fromEntries(labels.map((one) => [one, 'any'])),
      });
      const made = createCounter(name, labels);
      own.set(name, () => [...headerOf(name, help, 'counter'), ...made.lines()]);
      return made.counter;
    },
    describe: () => described,
    histogram: <Labels extends LabelNames>(
      short: string,
      help: string,
      labels: Labels,
      bounds: readonly number[] = SECONDS,
    ) => {
      const name = `kazasu_${short}`;
      const known = histograms.get(name);
      // The same name is the same declaration: it stands in one place of the program.
      if (known) return known as unknown as Histogram<Labels>;
      const made = createHistogram({ name, labels, constant }, bounds);
      describe('histogram', name, labels);
      histograms.set(name, made.histogram as unknown as Histogram<LabelNames>);
      common.set(name, () => [...headerOf(name, help, 'histogram'), ...made.lines()]);
      return made.histogram;
    },
    gauge: (name, help, labels, reading) => {
      describe('gauge', `kazasu_${name}`, labels);
      read('gauge', `kazasu_${name}`, help, reading as () => Reading<LabelNames>);
    },
    total: (name, help, labels, reading) => {
      describe('counter', `kazasu_${name}`, labels);
      read('counter', `kazasu_${name}`, help, reading as () => Reading<LabelNames>);
    },
    text: async () =>
      [...own.values(), ...common.values()]
        .flatMap((lines) => lines())
        .map((line) => `${line}\n`)
        .join(''),
    contentType: 'text/plain; version=0.0.4; charset=utf-8',
  };
}

function headerOf(name: string, help: string, type: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

function readingLines(
  name: string,
  reading: Reading<LabelNames>,
  constant: Readonly<Record<string, string>>,
): string[] {
  if (reading === undefined) return [];
  const several = typeof reading === 'number' ? ([[{}, reading]] as const) : reading;
  return several
    .slice(0, SERIES_LIMIT)
    .map(([values, value]) => `${name}{${labelText({ ...constant, ...values })}} ${value}`);
}
