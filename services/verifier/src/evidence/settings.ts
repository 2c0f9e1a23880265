/** What an operator decides about the log and its heads; part of the verifier's settings. */
import { isAllowedUrl } from '@kazasu/server/outbound';
import * as v from 'valibot';

const MINUTE = 60_000;
const DAY = 86_400_000;
const count = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
const Dotted = v.pipe(
  v.string(),
  v.maxLength(100),
  v.regex(/^(?:[01]\.(?:\d|[1-3]\d)|2\.(?:0|[1-9]\d{0,8}))(?:\.(?:0|[1-9]\d{0,8})){1,20}$/, 'must be dotted'),
);
const Base64 = v.pipe(v.string(), v.maxLength(8192), v.base64());

/**
 * Most units and nearly all lists are found by plain http. That is enough: what comes is signed and judged, and what is sent is the hash
 * of a head that is public. Whoever stands between can only keep a token or a younger list away.
 */
const UnitUrl = v.pipe(
  v.string(),
  v.maxLength(1000),
  v.check(
    (text) => isAllowedUrl(text.replace(/^http:/, 'https:'), false),
    'must be http or https, with neither a user nor a fragment',
  ),
);

export const TimestampSettings = v.strictObject({
  /** Whether the unit is a service of yours, and may hear which trace a request belongs to. */
  traceContext: v.optional(v.boolean(), false),
  /** Where the unit takes requests (RFC 3161 by HTTP). */
  url: UnitUrl,
  /** Where the revocation lists are that its tokens are judged by: they are kept with the token. */
  crls: v.optional(v.pipe(v.array(UnitUrl), v.maxLength(8)), []),
  /** The policy that is asked for, dotted; a token by another then counts for nothing. None: whichever the unit works by. */
  policy: v.optional(Dotted),
  /** Tokens are renewed so long before their certificates run out; milliseconds. */
  renewBeforeMs: v.optional(count(DAY, 3650 * DAY), 180 * DAY),
  /** SHA-256 (hexadecimal) of certificates of units whose tokens are to be renewed now: their algorithm ages. */
  retiredUnits: v.optional(
    v.pipe(v.array(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))), v.maxLength(64)),
    [],
  ),
  timeoutMs: v.optional(count(100, 2 * MINUTE), 10_000),
});

export const EvidenceSettings = v.strictObject({
  /** A head is signed and time-stamped so often, if the log has grown; milliseconds. */
  headMs: v.optional(count(1_000, 30 * DAY), 10 * MINUTE),
  /** Folder into which every signed head is written for witnesses; it is only ever added to. */
  exportFolder: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(1000))),
  /** Whose cosignatures are taken: name and raw Ed25519 key, base64. */
  witnesses: v.optional(
    v.pipe(
      v.array(
        v.strictObject({
          name: v.pipe(v.string(), v.regex(/^[^\s+]{1,100}$/)),
          publicKey: v.pipe(Base64, v.length(44)),
        }),
      ),
      v.maxLength(32),
    ),
    [],
  ),
});

export type EvidenceConfig = v.InferOutput<typeof EvidenceSettings>;
export type TimestampConfig = v.InferOutput<typeof TimestampSettings>;
