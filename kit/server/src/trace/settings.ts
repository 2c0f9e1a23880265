import * as v from 'valibot';
import { isSafeUrl } from '../outbound/index.ts';

/** How a service is traced; absent in its settings: not at all, and then it costs nothing. */
export const TracingSettings = v.strictObject({
  /** Where OTLP/HTTP is taken, in JSON: a collector of your own, `http://localhost:4318/v1/traces`. */
  url: v.pipe(
    v.string(),
    v.maxLength(200),
    v.check((text) => isSafeUrl(text, true), 'must be https, or http on the local machine'),
  ),
  /** The part of requests that is traced. */
  ratio: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0.01),
  /**
   * Whether `traceparent` of a request is believed, fifty times a second at most. Only where nobody but services of yours can call, such as the
   * authority: from elsewhere anybody could have his requests traced, and join what does not belong together.
   */
  trustParent: v.optional(v.boolean(), false),
});
export type TracingConfig = v.InferOutput<typeof TracingSettings>;
