/** What an operator decides about an authority. Read once, checked as a whole, never changed afterwards. */
import { AdministrationSettings, fourEyesOf } from '@kazasu/server/administration/config';
import { ConfigError, parseConfig, secretText } from '@kazasu/server/config';
import { isLoopbackHost } from '@kazasu/server/outbound';
import { TracingSettings } from '@kazasu/server/trace';
import * as v from 'valibot';
import { DIVERGENCES } from './divergences.ts';

const Secret = secretText();
/** Attribute values and URLs go into certificates: printable ASCII, so that everybody shows them alike. */
const Printable = v.pipe(v.string(), v.minLength(1), v.maxLength(64), v.regex(/^[\x21-\x7e]+$/));
const TimeOfDay = v.pipe(v.string(), v.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/));
const IssuerNumber = v.pipe(v.string(), v.regex(/^\d{7}$/));

export const NOT_OF_TESTS = 'organisation must not be the name of the real hierarchy';
export const NOT_APART = 'the verifier token must not open the counter';

export function isOfTests({ organisation }: { readonly organisation: string }): boolean {
  return organisation !== 'JPKI';
}

export function isApart(tokens: { readonly verifierToken: string; readonly adminToken: string }): boolean {
  return tokens.verifierToken !== tokens.adminToken;
}

export const AuthoritySettings = v.pipe(
  v.strictObject({
    /** Opens the status services. */
    verifierToken: Secret,
    /** Opens the counter, and what is watched all the time; where one administers alone, contracts with verifiers too. */
    adminToken: Secret,
    /** `O` of every name. J-LIS's own test hierarchy is told apart from the real one by it. */
    organisation: v.optional(Printable, 'JPKI-TEST'),
    /** What the authentication certificates name as their OCSP responder. */
    ocspUrl: v.optional(v.pipe(Printable, v.url()), 'http://ocspauthnorm.jpki.go.jp'),
    /** When new lists are made each day, in Japan, beside those that a revocation calls for. */
    crlTimes: v.optional(v.pipe(v.array(TimeOfDay), v.minLength(1), v.maxLength(96)), ['00:00']),
    /**
     * `next`: roots of the next card's generation too (P-384 and SHA-384, facts b.5), which certify keys that the counter
     * is given. Cards are made as today: the virtual card signs with RSA alone.
     */
    cardGeneration: v.optional(v.picklist(['current', 'next']), 'current'),
    /**
     * Where the authority is reached from outside: behind a proxy with TLS, `https://…`. Absent: on this machine. Administrators sign their
     * requests for its origin.
     */
    publicUrl: v.optional(v.pipe(v.string(), v.maxLength(200), v.url(), v.regex(/^https?:\/\//))),
    /** Origin of the app, whose pages may ask for certificates of phones: `https://phone.example`. Without it no page may. */
    phoneOrigin: v.optional(
      v.pipe(
        v.string(),
        v.maxLength(200),
        v.url(),
        v.check((text) => new URL(text).origin === text, 'must be an origin: scheme, host, and port'),
      ),
    ),
    /** Numbers of those who sign CV certificates, in the key identifiers: text and surface application, master file. */
    cardIssuerNumber: v.optional(IssuerNumber, DIVERGENCES.cardIssuerNumber.value),
    surfaceIssuerNumber: v.optional(IssuerNumber, DIVERGENCES.surfaceIssuerNumber.value),
    masterFileIssuerNumber: v.optional(IssuerNumber, DIVERGENCES.masterFileIssuerNumber.value),
    /** Folder into which the signed heads of the audit log are written, each once; copy them away. Absent: they are signed when asked for. */
    auditHeads: v.optional(v.strictObject({ folder: v.pipe(v.string(), v.minLength(1), v.maxLength(4096)) })),
    /** How the authority is administered: administrators and contracts with verifiers by two who agree. */
    administration: v.optional(AdministrationSettings, {}),
    /** Traces (OpenTelemetry). Absent: none. */
    tracing: v.optional(TracingSettings),
  }),
  v.check((settings) => isOfTests(settings), NOT_OF_TESTS),
  v.check((settings) => isApart(settings), NOT_APART),
);
export type AuthoritySettings = v.InferInput<typeof AuthoritySettings>;
export interface AuthorityConfig extends v.InferOutput<typeof AuthoritySettings> {
  /** Origin of `publicUrl`: whom a signed request is for. */
  readonly baseUrl: string;
  /** The routes stand at the root. */
  readonly basePath: '';
  /** Whether two named administrators must agree to what gives others access. */
  readonly fourEyes: boolean;
}

/** Throws a ConfigError that names every fault at once. */
export function authorityConfig(input: unknown): AuthorityConfig {
  const settings = parseConfig(AuthoritySettings, input);
  const { publicUrl, administration } = settings;
  const { origin, hostname } = new URL(publicUrl ?? 'http://localhost:4003');
  const fourEyes = fourEyesOf(administration, isLoopbackHost(hostname));
  if (fourEyes && publicUrl === undefined) {
    const message = 'must say where the authority is reached: administrators sign their requests for it';
    throw new ConfigError([{ path: 'publicUrl', message }]);
  }
  return { ...settings, baseUrl: origin, basePath: '', fourEyes };
}
