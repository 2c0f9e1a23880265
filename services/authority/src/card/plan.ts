import type { CaRole } from '@kazasu/pki/issue';
import type { CardOptions, ResidentRecord } from '../api.ts';
import { type CertificationAuthority, type Hierarchy, issuingCa } from '../ca/index.ts';
import { readPortrait } from '../drawing/index.ts';
import { AuthorityError } from '../error.ts';
import { cardEnd, certificateEnd, dateOf, mayHaveSignature } from '../validity.ts';

/** Everything about a card that is decided before anything is made. */
export interface CardPlan {
  readonly resident: ResidentRecord;
  readonly pins: CardOptions['pins'];
  /** A JP2 that was checked; undefined for the silhouette. */
  readonly portrait: Uint8Array | undefined;
  readonly device: 'card';
  /** Milliseconds since 1970, whole seconds. */
  readonly issuedAt: number;
  /** Number of the resident's card, from 1. */
  readonly sequence: number;
  /** The last second of the card. */
  readonly cardEndsAt: number;
  /** The fifth birthday, before the issuers' own ends. */
  readonly validUntil: number;
  readonly authenticationCa: CertificationAuthority;
  readonly signatureCa: CertificationAuthority;
  /** Without one the card has no signature key either. */
  readonly withSignature: boolean;
}

interface PlanOptions {
  readonly resident: ResidentRecord;
  readonly options: CardOptions;
  readonly hierarchy: Hierarchy;
  readonly now: number;
  readonly sequence: number;
  /** When the card before this one was handed out. */
  readonly previousIssuedAt: number | undefined;
}

/** Throws `issued_at_invalid`, `signature_not_allowed` or `portrait_invalid`. */
export function planCard(request: PlanOptions): CardPlan {
  const { resident, options, hierarchy, sequence } = request;
  const issuedAt = Math.floor((options.issuedAt ?? request.now) / 1000) * 1000;
  checkIssuedAt(issuedAt, request);
  const withSignature = options.pins.signature !== undefined;
  if (withSignature && !mayHaveSignature(resident.birthdate, issuedAt)) {
    throw new AuthorityError('signature_not_allowed', 'no signature certificate under the age of 15');
  }
  const cardEndsAt = cardEnd(resident.birthdate, issuedAt);
  const ca = (role: CaRole) => issuingCa(hierarchy, role, issuedAt, options.generation);
  return {
    resident,
    pins: options.pins,
    device: 'card',
    portrait: options.portrait === undefined ? undefined : readPortrait(options.portrait),
    issuedAt,
    sequence,
    cardEndsAt,
    validUntil: certificateEnd(resident.birthdate, issuedAt, cardEndsAt),
    authenticationCa: ca('authentication'),
    signatureCa: ca('signature'),
    withSignature,
  };
}

function checkIssuedAt(issuedAt: number, { resident, now, previousIssuedAt }: PlanOptions): void {
  const refuse = (rule: string): never => {
    throw new AuthorityError('issued_at_invalid', rule);
  };
  if (!(issuedAt >= 0 && issuedAt <= now)) refuse('a card cannot be handed out in the future or before 1970');
  if (previousIssuedAt !== undefined && issuedAt < previousIssuedAt) refuse('there is a later card already');
  if (dateOf(issuedAt) < resident.birthdate) refuse('a card cannot be handed out before birth');
}
