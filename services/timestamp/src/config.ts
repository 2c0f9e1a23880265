/** What an operator decides about a time-stamp service. Read once, checked as a whole, never changed afterwards. */
import { parseConfig, secretText } from '@kazasu/server/config';
import { TracingSettings } from '@kazasu/server/trace';
import * as v from 'valibot';

/** Goes into names of certificates: printable ASCII, so that everybody shows it alike. */
const Printable = v.pipe(v.string(), v.minLength(1), v.maxLength(64), v.regex(/^[\x21-\x7e]+$/));
const Dotted = v.pipe(v.string(), v.maxLength(64), v.regex(/^[0-2](?:\.(?:0|[1-9]\d{0,9}))+$/));
const days = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most));

export const TimestampSettings = v.pipe(
  v.strictObject({
    /** `O` of every name: what is made for tests is told apart by it. */
    organisation: v.optional(Printable, 'KAZASU-TEST'),
    /**
     * The policy under which tokens are made, and the only one that may be asked for. The default lies in the arc that
     * ITU-T X.660 keeps for examples: whoever works for real puts one of their own here.
     */
    policy: v.optional(Dotted, '2.999.3161.1'),
    /** For so long a unit's key makes new tokens. */
    unitSigningDays: v.optional(days(3660), 365),
    /** For so long its certificate stays valid, and with it those tokens. */
    unitLifeDays: v.optional(days(7320), 4018),
    rootLifeDays: v.optional(days(18_300), 9131),
    /** What tokens say of how far off their time may be, in milliseconds; clocks of several processes may differ by it. */
    accuracyMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60_000)), 1000),
    /** Opens the metrics and the status page; without it there are none to be had. */
    adminToken: v.optional(secretText()),
    /** Traces (OpenTelemetry). Absent: none. */
    tracing: v.optional(TracingSettings),
  }),
  v.check(
    ({ unitSigningDays, unitLifeDays, rootLifeDays }) =>
      unitSigningDays < unitLifeDays && unitLifeDays <= rootLifeDays,
    'a unit must outlive its last token, and the root the unit',
  ),
);
export type TimestampSettings = v.InferInput<typeof TimestampSettings>;
export type TimestampConfig = v.InferOutput<typeof TimestampSettings>;

/** Throws a ConfigError that names every fault at once. */
export function timestampConfig(input: unknown): TimestampConfig {
  return parseConfig(TimestampSettings, input);
}
