/**
 * The contract of the sandbox (テストカード代替機能, facts api.md 8): outcomes that a relying party's developer asks for instead of holding
 * a card, and the service that plays phone and card for an invented person. A provider that is not a sandbox knows none of it.
 */
import * as v from 'valibot';

/**
 * Whether a client may do without the app: `off` never, `beside` the waiting page offers it, `instead` it is shown in place of the
 * waiting page, as the official function does.
 */
export const SubstituteMode = v.picklist(['off', 'beside', 'instead']);
export type SubstituteMode = v.InferOutput<typeof SubstituteMode>;

/**
 * Parameters of the authorization request; looked at in a sandbox only, and then for clients whose mode is not `off`. With them no
 * page is shown: the answer is the redirect to the relying party. Values that will not do are a page with status 400, or for
 * `Accept: application/json` a SandboxProblem; nothing is begun then.
 */
export const SANDBOX_PARAMETERS = {
  /** Who holds the card. May be left out of an outcome that comes before any card. */
  person: 'kazasu_person',
  /** `success` where it is left out. */
  outcome: 'kazasu_outcome',
  /** Seconds, of an outcome that answers late. */
  delay: 'kazasu_delay',
} as const;

/** By how many seconds what is late may be late. */
export const SANDBOX_DELAY = { min: 1, max: 30, default: 5 } as const;

/** Relative to the provider's base; `GET`, for everybody. */
export const SANDBOX_PATHS = {
  /** → SandboxOutcome[], in the order of the page. */
  outcomes: '/sandbox/outcomes',
  /** → SubstitutePerson[]. */
  persons: '/sandbox/persons',
} as const;

const Text = v.object({ ja: v.string(), en: v.string() });

export const PersonName = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/));

/** One thing that the relying party gets which sets an outcome apart; everything else is answered as usual. */
export const SandboxAnswer = v.object({
  /**
   * The redirect, a request to the token endpoint with the code, one with a refresh token, userinfo, the result of a signature; of a
   * strict client also where it pushes its request, and the page that a person sees where that request is used.
   */
  at: v.picklist(['pushed', 'page', 'authorization', 'token', 'refresh', 'userinfo', 'result']),
  /** `ok`: a code, tokens, items or a signature, as without the sandbox. */
  gets: v.picklist(['ok', 'error']),
  /** HTTP status, where it is not a redirect. */
  status: v.optional(v.number()),
  error: v.optional(v.string()),
  description: v.optional(v.string()),
  late: v.optional(v.boolean()),
  /** `certificate_status.status` in the result for a government client. */
  certificateStatus: v.optional(v.picklist(['revoked', 'on_hold', 'unknown'])),
});
export type SandboxAnswer = v.InferOutput<typeof SandboxAnswer>;

export const SandboxOutcome = v.object({
  id: v.pipe(v.string(), v.regex(/^[a-z-]{1,40}$/)),
  group: v.picklist(['well', 'person', 'card', 'service', 'token', 'userinfo', 'result', 'strict']),
  /** For which requests: every one, those that ask to log in, to sign, to sign for a government client, for items, or of a strict client. */
  only: v.picklist(['any', 'login', 'signature', 'government-signature', 'items', 'strict']),
  /** Whether a person's card is held, so that one has to be named. */
  person: v.boolean(),
  title: Text,
  explanation: Text,
  told: v.array(SandboxAnswer),
});
export type SandboxOutcome = v.InferOutput<typeof SandboxOutcome>;

/** What is wrong with the parameters, and what they may be for this request. */
export const SandboxProblem = v.object({
  error: v.literal('invalid_request'),
  error_description: v.string(),
  allowed: v.object({ persons: v.array(v.string()), outcomes: v.array(v.string()) }),
});
export type SandboxProblem = v.InferOutput<typeof SandboxProblem>;

/** `GET <substitute>/persons`, `Authorization: Bearer <token>` → SubstitutePerson[]: who can be chosen. */
export const SubstitutePerson = v.object({ id: PersonName, name: v.string(), note: Text });
export type SubstitutePerson = v.InferOutput<typeof SubstitutePerson>;

/**
 * `POST <substitute>/performances`, `Authorization: Bearer <token>`, Performance → Performed: opens the transaction with the code,
 * holds this person's card, and agrees or stops. What comes of it is judged by the provider like any phone's. 503 where the card
 * is in other hands for too long: nothing was opened.
 */
export const Performance = v.strictObject({
  person: PersonName,
  code: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{16,64}$/)),
  agree: v.boolean(),
});
export type Performance = v.InferOutput<typeof Performance>;
export const Performed = v.object({
  outcome: v.picklist(['approved', 'declined', 'refused']),
  /** Of a refusal: the code that the phone would show. */
  reason: v.optional(v.string()),
});
export type Performed = v.InferOutput<typeof Performed>;
