import type { Box } from '../box/index.ts';
import { createSubstitute, type KnownPins } from '../substitute/index.ts';
import { type Ground, listen, logOf, type StartedService } from './ground.ts';

/** Who plays phone and card for the provider's sandbox, with the cards of the box. The phone must be up by the time it is asked. */
export async function startSubstitute(ground: Ground, box: Box): Promise<StartedService> {
  const { urls, ports } = ground;
  const app = createSubstitute({
    providerBase: urls.provider,
    cards: `${urls.phone.replace(/^http/, 'ws')}/box/cards`,
    token: await ground.tokens('substitute'),
    persons: () => box.cards().map(({ id, name, note }) => ({ id, name, note })),
    pinsOf: (person) => knownPins(box.pins(person)),
    log: logOf(ground, 'substitute'),
  });
  const server = await listen(app, ports.substitute);
  return { server, close: () => server.close() };
}

/** Everybody knows their own by heart, also after they have changed them. */
function knownPins(pins: ReturnType<Box['pins']>): KnownPins | undefined {
  if (pins === undefined) return undefined;
  return {
    authentication: pins.authentication?.value,
    text: pins.text?.value,
    signature: pins.signature?.value,
  };
}
