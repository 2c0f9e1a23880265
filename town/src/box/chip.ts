import { type CardImage, contentsOf } from '@kazasu/authority/api';
import { fromBase64 } from '@kazasu/bytes';
import { type CardMemory, createVirtualCard, openChipKeys, type VirtualCard } from '@kazasu/card/virtual';
import { randomOctets } from '@kazasu/server/random';

/** The virtual card that a personalised image makes. */
export function createChip(image: CardImage, memory: CardMemory): VirtualCard {
  const { authentication, signature } = image.keys;
  const keys = openChipKeys({
    authentication: fromBase64(authentication),
    signature: signature === undefined ? undefined : fromBase64(signature),
  });
  return createVirtualCard({ contents: contentsOf(image), memory, keys, random: randomOctets });
}
