import { fromHex, toHex, toUtf8 } from '@kazasu/bytes';
import type { ValueJson } from './format.ts';

/** A result as it stands in a vector. Members that are undefined are left out. */
export function toJson(value: unknown): ValueJson {
  if (value instanceof Uint8Array) return { hex: toHex(value) };
  if (Array.isArray(value)) return value.map(toJson);
  if (value === undefined || value === null) return null;
  if (typeof value !== 'object') return value as string | number | boolean;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, toJson(member)]));
}

/** An argument from a vector; octets are fresh, for the reader overwrites PINs. */
export function fromJson(value: ValueJson): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(fromJson);
  const members = value as { readonly [member: string]: ValueJson };
  if (typeof members.hex === 'string') return fromHex(members.hex);
  if (typeof members.ascii === 'string') return toUtf8(members.ascii);
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, fromJson(member)]));
}
