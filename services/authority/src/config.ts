/** What an operator decides about an authority. Read once, checked as a whole, never changed afterwards. */
import { parseConfig, secretText } from '@kazasu/server/config';
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
    /** Opens the counter. */
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
    /** Where browsers reach the counter, if that is not where it listens: behind a proxy with TLS, `https://…`. */
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
    /** Traces (OpenTelemetry). Absent: none. */
    tracing: v.optional(TracingSettings),
  }),
  v.check((settings) => isOfTests(settings), NOT_OF_TESTS),
  v.check((settings) => isApart(settings), NOT_APART),
);
export type AuthoritySettings = v.InferInput<typeof AuthoritySettings>;
export type AuthorityConfig = v.InferOutput<typeof AuthoritySettings>;

/** Throws a ConfigError that names every fault at once. */
export function authorityConfig(input: unknown): AuthorityConfig {
  return parseConfig(AuthoritySettings, input);
}
