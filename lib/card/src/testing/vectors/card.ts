import { fromBase64, fromHex } from '@kazasu/bytes';
import {
  type CardContents,
  type CardKeyName,
  type CardMemory,
  createVirtualCard,
  memoryInRam,
  openCardKeys,
  type PinName,
  type VirtualCard,
} from '../../virtual/index.ts';
import type { CardJson, FileJson } from './format.ts';
import type { Random } from './random.ts';

export interface VectorCard {
  readonly card: VirtualCard;
  readonly memory: CardMemory;
}

/** The card of the vectors as a virtual one, with these tries left. */
export function vectorCard(
  json: CardJson,
  triesBefore: { readonly [pin: string]: number },
  random: Random,
): VectorCard {
  const pins = Object.entries(json.pins).map(([name, { value, tries }]) => [
    name,
    { value, triesLeft: triesBefore[name] ?? tries },
  ]);
  const memory = memoryInRam(Object.fromEntries(pins));
  return {
    memory,
    card: createVirtualCard({ contents: contentsOf(json), memory, keys: keysOf(json), random }),
  };
}

/** Tries of the PINs that do not have them all. */
export function triesSpent(json: CardJson, memory: CardMemory): { [pin: string]: number } {
  const spent: { [pin: string]: number } = {};
  for (const [name, record] of Object.entries(memory.read())) {
    if (record.triesLeft !== json.pins[name as PinName].tries) spent[name] = record.triesLeft;
  }
  return spent;
}

/** Files by the names that the virtual card has for them; those of unknown content it makes itself. */
export function contentsOf(json: CardJson): CardContents {
  const applications = json.applications.map(({ name, files }) => [name, namedFiles(files)]);
  const masterFile = Object.entries(json.masterFile.dataObjects).map(([tag, hex]) => [tag, fromHex(hex)]);
  return {
    ...Object.fromEntries(applications),
    masterFile: Object.fromEntries(masterFile),
  } as unknown as CardContents;
}

function namedFiles(files: readonly FileJson[]): { [name: string]: Uint8Array } {
  const named: { [name: string]: Uint8Array } = {};
  for (const { name, content, records } of files) {
    const hex = content ?? records?.[0];
    if (name !== undefined && hex !== undefined) named[name] = fromHex(hex);
  }
  return named;
}

const opened = new WeakMap<CardJson, ReturnType<typeof openCardKeys>>();

/** Opening six RSA keys takes longer than most transcripts: once for each card. */
function keysOf(json: CardJson): ReturnType<typeof openCardKeys> {
  const before = opened.get(json);
  if (before !== undefined) return before;
  const pkcs8 = Object.entries(json.keys).map(([name, base64]) => [name as CardKeyName, fromBase64(base64)]);
  const keys = openCardKeys(Object.fromEntries(pkcs8));
  opened.set(json, keys);
  return keys;
}
