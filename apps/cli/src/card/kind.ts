import { AID, hasApplication, type Transport } from '@kazasu/card';
import { LICENCE_AID } from '@kazasu/card/licence';
import { RESIDENCE_AID } from '@kazasu/card/residence';

/** A phone that holds certificates answers as a My Number Card. */
export type CardKind = 'my-number' | 'licence' | 'residence';

export const KIND_NAMES: { readonly [kind in CardKind]: string } = {
  'my-number': 'My Number Card',
  licence: 'driver’s licence',
  residence: 'residence card',
};

/** In the order in which they are asked for: most cards are told by the first question. */
const APPLICATIONS: readonly (readonly [CardKind, Uint8Array])[] = [
  ['my-number', AID.jpki],
  ['licence', LICENCE_AID.items],
  ['residence', RESIDENCE_AID.front],
];

/** What card lies there, by the application that it has; undefined where it has none of those. Costs no try. */
export async function recogniseKind(transport: Transport): Promise<CardKind | undefined> {
  for (const [kind, aid] of APPLICATIONS) {
    if (await hasApplication(transport, aid)) return kind;
  }
  return undefined;
}
