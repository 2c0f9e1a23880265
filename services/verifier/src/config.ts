/** What an operator decides about a verifier. Read once, checked as a whole, never changed afterwards. */
import { TrustResponse } from '@kazasu/authority/api';
import { OPERATOR_ID } from '@kazasu/provider/api';
import { AdministrationSettings, fourEyesOf } from '@kazasu/server/administration/config';
import { parseConfig, secretText } from '@kazasu/server/config';
import { isLoopbackHost, isSafeUrl } from '@kazasu/server/outbound';
import { TracingSettings } from '@kazasu/server/trace';
import * as v from 'valibot';
import { EvidenceSettings, TimestampSettings } from './evidence/settings.ts';
import { WatchSettings } from './watch/settings.ts';

const MEBIBYTE = 1024 * 1024;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const BaseUrl = v.pipe(
  v.string(),
  v.maxLength(200),
  v.check((text) => isSafeUrl(text, true), 'must be https, or http on the local machine'),
  v.check(
    (text) => !/[?#]|\/$/.test(text),
    'must have neither a query nor a fragment nor a slash at its end',
  ),
);
const Secret = secretText();
const count = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

const Limits = v.pipe(
  v.strictObject({
    /** Octets of one document. */
    documentMax: v.optional(count(1_024, 64 * MEBIBYTE), 32 * MEBIBYTE),
    /**
     * Octets of documents that are in memory at once, counted as they arrive; half of them of one tenant at most. What is more is
     * refused, but for small documents. A document that has arrived is put together from its pieces, and a form taken apart: then it is there twice, or four
     * times, for a moment.
     */
    documentsInFlightMax: v.optional(count(1_024, 4_096 * MEBIBYTE), 128 * MEBIBYTE),
    /** Octets beside them, for documents of up to 256 KiB that find no room there; an eighth of them of one tenant at most. */
    smallDocumentsInFlightMax: v.optional(count(1_024, 1_024 * MEBIBYTE), 16 * MEBIBYTE),
    /** Milliseconds after which a document is refused of which too little has arrived in them: less than makes `documentRateMin`, and not the rest. */
    documentStallMs: v.optional(count(100, MINUTE), 5_000),
    /** Octets a second at which a document arrives at least, all the way. */
    documentRateMin: v.optional(count(1, 64 * MEBIBYTE), 64 * 1_024),
    /** Milliseconds of judging, over both passes, after which a document is given up. */
    documentTimeMs: v.optional(count(100, 10 * MINUTE), 20_000),
    /** Milliseconds that a document waits for a thread, over both passes, before it is refused. */
    documentWaitMs: v.optional(count(100, 10 * MINUTE), 10_000),
    /** Documents judged at the same time, each in a thread of its own; half of them, rounded up, of one tenant at most. */
    documentThreads: v.optional(count(1, 64), 2),
  }),
  v.check(
    ({ documentMax, documentsInFlightMax }) => documentsInFlightMax >= 2 * documentMax,
    'documentsInFlightMax must be twice documentMax or more: a tenant may have half',
  ),
);

export const VerifierSettings = v.strictObject({
  /** Where the API is reached from outside: `http://localhost:4004`. */
  baseUrl: BaseUrl,
  /** Opens what is watched all the time; where one administers alone, the operator's own routes too. */
  adminToken: Secret,
  authority: v.strictObject({
    url: BaseUrl,
    token: Secret,
    /** A list is asked for again after this time, though it says itself that it is good for longer; milliseconds. */
    refreshMs: v.optional(count(1_000, DAY), MINUTE),
  }),
  /** Which signature certification authorities are believed. Set by hand, never fetched while judging. */
  trust: v.strictObject({
    ...TrustResponse.entries,
    /** CA certificates (DER, base64) of time-stamp units. */
    timestampAnchors: v.optional(v.pipe(v.array(v.pipe(v.string(), v.base64())), v.maxLength(64)), []),
  }),
  /**
   * Whether a certificate for a key in a phone will do in place of the card's: such a key is as well kept as that
   * phone's browser keeps it.
   */
  phoneCertificates: v.optional(v.boolean(), false),
  /** Platform operator's own id at the provider: what a signed result's `aud` must be. */
  operatorId: v.optional(v.pipe(v.string(), v.regex(OPERATOR_ID)), 'kazasu-verifier'),
  /** Issuer identifiers of the providers whose signed results are opened. */
  providers: v.optional(v.pipe(v.array(v.pipe(v.string(), v.url(), v.maxLength(200))), v.maxLength(16)), []),
  /** Unit that stamps the log's heads (RFC 3161 by HTTP); without one heads are signed only. */
  timestamp: v.optional(TimestampSettings),
  evidence: v.optional(EvidenceSettings, {}),
  watch: v.optional(WatchSettings, {}),
  /** Name of the log in its heads; default `<host of baseUrl>/evidence`. */
  evidenceOrigin: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9.:/-]{1,100}$/))),
  /** Where the page lies that checks evidence without this service; the console links to it. */
  checkerUrl: v.optional(BaseUrl),
  limits: v.optional(Limits, {}),
  /** How the verifier is administered: keys, trust and administrators by two who agree, tenants by one. */
  administration: v.optional(AdministrationSettings, {}),
  /**
   * A folder outside the database into which the signed head of the audit log is written, one file a head. Each node may have its own.
   * Absent: heads are signed when they are asked for.
   */
  auditHeads: v.optional(v.strictObject({ folder: v.pipe(v.string(), v.minLength(1), v.maxLength(4_096)) })),
  /** Traces (OpenTelemetry). Absent: none. */
  tracing: v.optional(TracingSettings),
});
export type VerifierSettings = v.InferInput<typeof VerifierSettings>;

export interface VerifierConfig extends v.InferOutput<typeof VerifierSettings> {
  readonly origin: string;
  /** Path of `baseUrl`; empty when the API stands at the root. */
  readonly basePath: string;
  readonly evidenceOrigin: string;
  /** Whether the verifier is only reached on this machine, so that addresses it is given may be too. */
  readonly local: boolean;
  /** Whether two named administrators must agree to what decides over all. */
  readonly fourEyes: boolean;
}

/** Throws a ConfigError that names every fault at once. */
export function verifierConfig(input: unknown): VerifierConfig {
  const settings = parseConfig(VerifierSettings, input);
  const base = new URL(settings.baseUrl);
  const local = isLoopbackHost(base.hostname);
  return {
    ...settings,
    origin: base.origin,
    basePath: base.pathname === '/' ? '' : base.pathname,
    evidenceOrigin: settings.evidenceOrigin ?? `${base.host}${base.pathname.replace(/\/$/, '')}/evidence`,
    local,
    fourEyes: fourEyesOf(settings.administration, local),
  };
}
