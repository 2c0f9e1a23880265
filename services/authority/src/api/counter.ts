/** What the counter reads and hands out. */
import * as v from 'valibot';
import { CardImage, CardOptions } from '../card-image.ts';
import { CaRole, CertificateId, Device, EndReason, ResidentId, ResidentRecord } from './base.ts';
import { CardInstruction } from './card-instruction.ts';

export const CardRequest = v.object({ resident: ResidentRecord, options: CardOptions });
export type CardRequest = v.InferOutput<typeof CardRequest>;

/** `held` and `revoked` are on the lists; `expired` has run out without either. */
export const CertificateState = v.picklist(['valid', 'held', 'revoked', 'expired']);
export type CertificateState = v.InferOutput<typeof CertificateState>;

export const CertificateList = v.object({
  certificates: v.array(
    v.object({
      role: CaRole,
      device: Device,
      /** Number of the resident's card, or of their phone. */
      sequence: v.number(),
      id: CertificateId,
      notBefore: v.number(),
      notAfter: v.number(),
      state: CertificateState,
      revokedAt: v.optional(v.number()),
      reason: v.optional(v.string()),
    }),
  ),
});
export type CertificateList = v.InferOutput<typeof CertificateList>;

/** Ends one certificate for good. A hold is the whole card's: the events `loss` and `recovery` set and end it. */
export const RevocationRequest = v.object({ reason: EndReason, at: v.optional(v.number()) });
export type RevocationRequest = v.InferOutput<typeof RevocationRequest>;

/**
 * `ordered` by an application, `made` and waiting, `active` in its holder's hand, `suspended` while it is lost,
 * `replaced` by a newer one, `returned` to the counter, `void` after death, `expired` when its last day has passed.
 */
export const CardState = v.picklist([
  'ordered',
  'made',
  'active',
  'suspended',
  'replaced',
  'returned',
  'void',
  'expired',
]);
export type CardState = v.InferOutput<typeof CardState>;

/** Whether the register still counts the person among the living and present. */
export const ResidentStatus = v.picklist(['resident', 'departed', 'dead']);
export type ResidentStatus = v.InferOutput<typeof ResidentStatus>;

export const CardView = v.object({
  sequence: v.number(),
  state: CardState,
  issuedAt: v.number(),
  /** Its last second. */
  endsAt: v.number(),
});
export type CardView = v.InferOutput<typeof CardView>;

export const ConsentView = v.object({
  consentId: v.string(),
  verifierId: v.string(),
  service: v.string(),
  purpose: v.string(),
  givenAt: v.number(),
  endsAt: v.number(),
  /** Withdrawn, or ended by death. */
  endedAt: v.optional(v.number()),
  /** Neither ended nor run out. */
  inForce: v.boolean(),
});
export type ConsentView = v.InferOutput<typeof ConsentView>;

/** Everything the counter sees of one resident. */
export const ResidentView = v.object({
  record: ResidentRecord,
  status: ResidentStatus,
  /** Oldest first; the last one is the one that events speak of. */
  cards: v.array(CardView),
  certificates: CertificateList.entries.certificates,
  consents: v.array(ConsentView),
  /** What may happen to this resident now, by its name in the address. */
  events: v.array(v.string()),
});
export type ResidentView = v.InferOutput<typeof ResidentView>;

export const ResidentList = v.object({
  residents: v.array(v.object({ residentId: ResidentId, status: ResidentStatus })),
  /** Whether there are more. */
  more: v.boolean(),
});
export type ResidentList = v.InferOutput<typeof ResidentList>;

/** What came of an event: the resident afterwards, and what must be done to a card. */
export const EventResult = v.object({
  resident: ResidentView,
  /** A card that was made by this event. Nobody else has it. */
  image: v.optional(CardImage),
  /** What the card of this resident must be told, see CardInstruction. */
  instruction: v.optional(CardInstruction),
});
export type EventResult = v.InferOutput<typeof EventResult>;
