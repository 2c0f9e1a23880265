import { authenticationProfile } from './authentication.ts';
import { authorityProfile } from './authority.ts';
import type { Profile } from './profile.ts';
import { signatureProfile } from './signature.ts';
import type { CardGeneration } from './value.ts';

/** The tables of one generation of cards. */
export interface CardProfiles {
  readonly authentication: Profile;
  readonly signature: Profile;
  readonly authority: Profile;
}

/**
 * `next` is the card that is planned (facts b.5): the same tables over P-384 and SHA-384. No card of it exists and no
 * document names the curve, so nobody gets it without asking.
 */
export function cardProfiles(generation: CardGeneration): CardProfiles {
  return {
    authentication: authenticationProfile(generation),
    signature: signatureProfile(generation),
    authority: authorityProfile(generation),
  };
}
