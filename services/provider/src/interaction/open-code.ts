import { hashToken } from '@kazasu/server/keys';
import { randomShortToken } from '@kazasu/server/random';
import { FRAGMENT_KEY } from '../api/app.ts';
import type { ProviderDeps } from '../deps.ts';
import { DIVERGENCES } from '../divergences.ts';
import type { Interaction, OpenedBy } from './interaction-data.ts';
import { insertOpenCode } from './open-code-store.ts';

const LIFETIMES: { readonly [way in OpenedBy]: number } = {
  link: DIVERGENCES.linkLifetimeMs.value,
  qr: DIVERGENCES.qrLifetimeMs.value,
  // Used at once by the service that plays the phone, and never shown to anybody.
  substitute: DIVERGENCES.linkLifetimeMs.value,
};

/** A fresh address that opens this interaction in the app, once. The code stands in the fragment, which browsers send to no server. */
export async function createOpenUrl(
  deps: ProviderDeps,
  interaction: Interaction,
  openedBy: OpenedBy,
): Promise<string> {
  return `${deps.config.phoneUrl}/#${FRAGMENT_KEY}=${await createOpenCode(deps, interaction, openedBy)}`;
}

/** A fresh code alone. Whether there is still time, the interaction's own row says when a phone opens it. */
export async function createOpenCode(
  deps: Pick<ProviderDeps, 'store' | 'clock' | 'inspector'>,
  interaction: Pick<Interaction, 'id'>,
  openedBy: OpenedBy,
): Promise<string> {
  const code = randomShortToken();
  deps.inspector?.opensWith(code);
  await insertOpenCode(deps.store, {
    codeHash: hashToken(code),
    transactionId: interaction.id,
    openedBy,
    expiresAt: deps.clock.now() + LIFETIMES[openedBy],
  });
  return code;
}
