import { PIN_RULES, type PinName } from '../../pin.ts';
import type { CardKeyName } from '../contents.ts';
import type { Access, CardFile, KeyFile, PinFile, RecordFile } from '../engine/index.ts';

/** An access rule of which one of these suffices. */
export function oneOf(...names: readonly PinName[]): Access {
  return { anyOf: names };
}

/** A file of one record, free to read: the only kind of record file on the card. */
export function oneRecord(record: Uint8Array): RecordFile {
  return { kind: 'record', records: [record], access: 'free' };
}

export function signingKey(key: CardKeyName, access: Access): KeyFile<CardKeyName> {
  return { kind: 'key', key, access, use: 'sign' };
}

/** The file of a PIN, at its place. */
export function pin(name: PinName): [number, PinFile] {
  const rule = PIN_RULES[name];
  return [rule.file, { kind: 'pin', pin: name, rule, changedBy: rule.changedBy }];
}

/** What stands in files whose meaning is unknown and that were seen filled like this. */
export const FILLER = new Uint8Array(16).fill(0xff);

export const INTERNAL: CardFile = { kind: 'internal' };
