/** What an operator decides about a provider. Read once, checked as a whole, never changed afterwards. */
import { TrustResponse } from '@kazasu/authority/api';
import { AdministrationSettings, fourEyesOf } from '@kazasu/server/administration/config';
import { parseConfig, secretText } from '@kazasu/server/config';
import { Rate } from '@kazasu/server/limit';
import { isLoopbackHost, isSafeUrl } from '@kazasu/server/outbound';
import { TracingSettings } from '@kazasu/server/trace';
import * as v from 'valibot';
import { AccessTokenAlgorithm } from './api/admin.ts';
import { DIVERGENCES } from './divergences.ts';

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

export const ProviderSettings = v.strictObject({
  /** Where the API is reached from outside, with its path: `http://localhost:4001/api`. */
  baseUrl: BaseUrl,
  realm: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/)), 'main'),
  /** Address of the app's page; a link to it carries the code in its fragment. */
  phoneUrl: BaseUrl,
  /** Opens metrics, status and audit log for reading; all of the administration where one administers alone. */
  adminToken: Secret,
  authority: v.strictObject({ url: BaseUrl, token: Secret }),
  /** Which certification authorities and card issuers are believed: the first version; later ones are two administrators’. Never fetched while judging. */
  trust: v.strictObject(TrustResponse.entries),
  /**
   * How revocation is learnt by list. Absent: the list of the certificate's municipality, kept in memory for a minute. Given: an
   * index of the whole list of each generation, in a file that all processes of the provider share. For lists of a nation's
   * size: it takes 10 octets an entry once instead of 41 in each process, but is as old as `refreshMs` (milliseconds) at most,
   * twice that if nobody logs in meanwhile. The folder is ours alone: who may write in it decides who is revoked.
   */
  crlIndex: v.optional(
    v.strictObject({
      folder: v.pipe(v.string(), v.minLength(1), v.maxLength(4096)),
      refreshMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1_000)), 15 * 60_000),
    }),
  ),
  /**
   * Makes this provider a sandbox: relying parties' developers choose a person and an outcome in place of holding a card. Absent:
   * nothing of it exists. `substitute`: who plays the phone and the card. `inspector`: each transaction can be looked into.
   */
  sandbox: v.optional(
    v.strictObject({
      substitute: v.strictObject({ url: BaseUrl, token: Secret }),
      inspector: v.optional(v.boolean(), false),
    }),
  ),
  /**
   * Whether signing keys are changed by themselves (milliseconds): each is used for `rotateEveryMs`, and the next one published
   * `publishAheadMs` before. Only where all nodes have one key folder or one token; absent: by command alone.
   */
  keySchedule: v.optional(
    v.pipe(
      v.strictObject({
        rotateEveryMs: v.pipe(v.number(), v.integer(), v.minValue(24 * 3_600_000)),
        publishAheadMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(3_600_000)), 24 * 3_600_000),
      }),
      v.check(
        (it) => it.publishAheadMs < it.rotateEveryMs,
        'the next key would be published before the one in use was',
      ),
    ),
  ),
  /** How the provider is administered: keys, trust, administrators and the epoch by two who agree, clients by one. */
  administration: v.optional(AdministrationSettings, {}),
  /** How many reverse proxies of the operator's own stand before the provider; each adds to `X-Forwarded-For` whom it heard. As a process it may be said by `limits.trustedProxies` too: whatever is asked goes by `deps.forwarding`. */
  trustedProxies: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(5)), 0),
  /**
   * How often requests may come for a client, and from it, at each process; more than one process can do, unless it is set lower. A client's
   * registration may say otherwise for it (`rate`).
   */
  perClient: v.optional(Rate, { perSecond: 1_000, burst: 10_000 }),
  /**
   * Whether a certificate for a key in a phone (スマホ用電子証明書) will do in place of the card's. Such a key is as well kept as that phone's
   * browser keeps it (ADR 0041), and carries no items: where items are asked for, only a card will do.
   */
  phoneCertificates: v.optional(v.boolean(), false),
  /**
   * Where signed heads of the audit log are written, each minute in which there is a new one; to be copied to where nobody who can change the
   * database can change them. Absent: they are to be had at `/admin/audit/signed-head` only.
   */
  auditHeads: v.optional(v.strictObject({ folder: v.pipe(v.string(), v.minLength(1), v.maxLength(4096)) })),
  /** How access tokens are made, for clients of the compatible profile that do not say it for themselves. */
  accessTokenAlgorithm: v.optional(AccessTokenAlgorithm, DIVERGENCES.accessTokenAlgorithm.value),
  /** Traces (OpenTelemetry). Absent: none. */
  tracing: v.optional(TracingSettings),
  /** How long the report of a login is kept after the login ended. */
  reportRetentionMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 30 * 24 * 3_600_000),
  /**
   * How long what was handed over stands in the history of its holder. Default five years, in which claims about what was agreed to
   * are commonly raised (Civil Code article 166), and the longest life of a certificate.
   */
  historyRetentionMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 5 * 365 * 24 * 3_600_000),
});
export type ProviderSettings = v.InferInput<typeof ProviderSettings>;

export interface ProviderConfig extends v.InferOutput<typeof ProviderSettings> {
  /** `iss` of everything issued, compared exactly by relying parties. */
  readonly issuer: string;
  /** Origin of `baseUrl`: what the waiting page's own requests carry. */
  readonly origin: string;
  /** Path of `baseUrl`, `/api`; empty when the API stands at the root. */
  readonly basePath: string;
  /** Path of the OpenID endpoints, `/api/realms/main/protocol/openid-connect`. */
  readonly protocolPath: string;
  /** Whether browsers reach the provider over TLS, so that cookies are for TLS only. */
  readonly secure: boolean;
  /** Whether the provider itself is only reached on this machine. */
  readonly local: boolean;
  /** Whether two must agree to what decides over all. */
  readonly fourEyes: boolean;
  /** The one origin whose pages may call the app's half of the API. */
  readonly phoneOrigin: string;
}

/** Throws a ConfigError that names every fault at once. */
export function providerConfig(input: unknown): ProviderConfig {
  const settings = parseConfig(ProviderSettings, input);
  const base = new URL(settings.baseUrl);
  const basePath = base.pathname === '/' ? '' : base.pathname;
  const local = isLoopbackHost(base.hostname);
  return {
    ...settings,
    fourEyes: fourEyesOf(settings.administration, local),
    issuer: `${settings.baseUrl}/realms/${settings.realm}`,
    origin: base.origin,
    basePath,
    protocolPath: `${basePath}/realms/${settings.realm}/protocol/openid-connect`,
    secure: base.protocol === 'https:',
    local,
    phoneOrigin: new URL(settings.phoneUrl).origin,
  };
}
