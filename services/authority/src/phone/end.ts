import type { SignedMessage } from '../api.ts';
import type { AuthorityDeps } from '../deps.ts';
import { end, happen } from '../life/index.ts';
import { firstRefusalOf, honourMessage, verifyMessage } from '../signed-message/index.ts';

/**
 * Both certificates of a phone end on its own signature, or on its holder's card's. Throws `signed_message_invalid`,
 * `signed_message_used`, `card_state`.
 */
export async function endPhone(deps: AuthorityDeps, message: SignedMessage): Promise<void> {
  const verified = await verifyMessage(deps, 'phoneEnd', message);
  const { residentId } = verified.signer;
  const happening = {
    event: 'phone-end',
    residentId,
    actor: 'holder',
    mayRecord: firstRefusalOf(verified),
  } as const;
  await happen(deps, happening, async (step) => {
    await honourMessage(step.within, verified, step.now);
    await end(step, 'phone', ['authentication', 'signature'], 'phoneEnded');
  });
}
