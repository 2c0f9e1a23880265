/** Verifiers under contract: what they may ask, how often, and what they asked. */
import * as v from 'valibot';
import { Slug } from './signed-message.ts';

/** What is counted. */
export const StatusService = v.picklist(['ocsp', 'crl', 'serial-link', 'latest-items']);
export type StatusService = v.InferOutput<typeof StatusService>;

/** Questions a day in Japan; without a number there is no limit. */
const Quota = v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000_000)));
const Quotas = v.strictObject(v.entriesFromList(StatusService.options, Quota));

export const VerifierRequest = v.pipe(
  v.strictObject({
    verifierId: Slug,
    name: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
    /** What its contract allows to ask for. */
    purposes: v.pipe(v.array(Slug), v.minLength(1), v.maxLength(20)),
    /** Of questions that name none. */
    defaultPurpose: Slug,
    quotas: Quotas,
  }),
  v.check(({ purposes, defaultPurpose }) => purposes.includes(defaultPurpose)),
);
export type VerifierRequest = v.InferOutput<typeof VerifierRequest>;

/** Shown once; only its hash is kept. */
export const VerifierToken = v.object({ verifierId: Slug, token: v.string() });
export type VerifierToken = v.InferOutput<typeof VerifierToken>;

export const VerifierList = v.object({
  verifiers: v.array(
    v.object({
      verifierId: Slug,
      name: v.string(),
      purposes: v.array(Slug),
      defaultPurpose: Slug,
      quotas: Quotas,
      endedAt: v.optional(v.number()),
    }),
  ),
});
export type VerifierList = v.InferOutput<typeof VerifierList>;

/** How many questions were answered, by day in Japan. */
export const UsageReport = v.object({
  verifierId: Slug,
  usage: v.array(
    v.object({ day: v.string(), service: StatusService, purpose: v.string(), count: v.number() }),
  ),
});
export type UsageReport = v.InferOutput<typeof UsageReport>;

/** Header in which a question names its purpose. */
export const PURPOSE_HEADER = 'Kazasu-Purpose';
/** Header in which a counter names its official, by an id that tells nothing about the person. */
export const OFFICIAL_HEADER = 'Kazasu-Official';
