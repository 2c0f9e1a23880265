import { chipKeysOf, contentsOf } from '@kazasu/authority/api';
import { fromBase64, toUtf8 } from '@kazasu/bytes';
import { createLicence } from '@kazasu/card/licence/virtual';
import { createResidenceCard } from '@kazasu/card/residence/virtual';
import { createVirtualCard, openCardKeys, type VirtualCard } from '@kazasu/card/virtual';
import { kept } from '@kazasu/server/file';
import { randomOctets } from '@kazasu/server/random';
import type { CardData, MyNumberCard } from './card-data.ts';
import type { CardFolder } from './card-file.ts';

/** The virtual card that lies in the box as this file. What it counts, it counts there. */
export function createChip(data: CardData, folder: CardFolder): VirtualCard {
  switch (data.kind) {
    case 'my-number':
      return createMyNumberChip(data, folder);
    case 'licence':
      return createLicence({
        contents: octetsOf(data.files),
        memory: kept(data.pins, (pins) => folder.write({ ...data, pins })),
      });
    case 'residence':
      return createResidenceCard({
        contents: octetsOf(data.files),
        cardNumber: toUtf8(data.cardNumber),
        random: randomOctets,
      });
  }
}

function createMyNumberChip(data: MyNumberCard, folder: CardFolder): VirtualCard {
  return createVirtualCard({
    contents: contentsOf(data.image),
    memory: kept(data.pins, (pins) => folder.write({ ...data, pins })),
    keys: openCardKeys(chipKeysOf(data.image)),
    random: randomOctets,
  });
}

function octetsOf<Files extends { readonly [name: string]: string }>(
  files: Files,
): { [name in keyof Files]: Uint8Array } {
  const entries = Object.entries(files).map(([name, file]) => [name, fromBase64(file)]);
  return Object.fromEntries(entries) as { [name in keyof Files]: Uint8Array };
}
