import { contentsOf } from '@kazasu/authority/api';
import { fromBase64 } from '@kazasu/bytes';
import {
  type CardKeyName,
  type CardMemory,
  createVirtualCard,
  openChipKeys,
  type VirtualCard,
} from '@kazasu/card/virtual';
import { randomOctets } from '@kazasu/server/random';
import type { CardData } from './card-data.ts';

/** The virtual card that lies in the box as this file. */
export function createChip({ image }: CardData, memory: CardMemory): VirtualCard {
  const keys = Object.entries<string | undefined>(image.keys).flatMap(([name, key]) =>
    key === undefined ? [] : [[name, fromBase64(key)] as const],
  );
  return createVirtualCard({
    contents: contentsOf(image),
    memory,
    keys: openChipKeys(Object.fromEntries(keys) as { [name in CardKeyName]?: Uint8Array }),
    random: randomOctets,
  });
}
