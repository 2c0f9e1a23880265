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

/** Parameters of the authorization request; looked at in a sandbox only, and then for clients whose mode is not `off`. */
export const SANDBOX_PARAMETERS = { person: 'kazasu_person', outcome: 'kazasu_outcome' } as const;

export const PersonName = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/));

/** `GET <substitute>/persons` → SubstitutePerson[]: who can be chosen. */
export const SubstitutePerson = v.object({
  id: PersonName,
  name: v.string(),
  note: v.object({ ja: v.string(), en: v.string() }),
});
export type SubstitutePerson = v.InferOutput<typeof SubstitutePerson>;

/**
 * `POST <substitute>/performances`, `Authorization: Bearer <token>`, Performance → Performed: opens the transaction with the code,
 * holds this person's card, and agrees or stops. What comes of it is judged by the provider like any phone's.
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
