import { toHex, toUtf8 } from '@kazasu/bytes';
import type { KeyObject } from '../crypto.ts';
import { hmacSha256, sameText } from '../keys/index.ts';
import type { StatementRunner } from '../store/index.ts';
import { AdministrationError } from './administration-error.ts';
import { findNewest, insertVersion } from './setting-store.ts';

/** One version of a setting. */
export interface KeptSetting {
  /** Counts up from 1. */
  readonly version: number;
  /** JSON, as it was written. */
  readonly document: string;
  /** Milliseconds since 1970. */
  readonly madeAt: number;
}

export interface SettingOf {
  readonly document: string;
  readonly now: number;
}

/** Settings in versions. Every one that there was stays; the newest holds. */
export interface Settings {
  /** Undefined where there is none. Rejects with an AdministrationError for what this service did not write, or somebody took back. */
  newest(store: StatementRunner, name: string): Promise<KeptSetting | undefined>;
  /** The same as one transaction sees it, which may have begun before the newest was made. */
  newestWithin(within: StatementRunner, name: string): Promise<KeptSetting | undefined>;
  /** The version behind `replaces` (0 for the first); undefined, and nothing written, where that stands already. */
  replace(
    within: StatementRunner,
    name: string,
    replaces: number,
    next: SettingOf,
  ): Promise<KeptSetting | undefined>;
}

/**
 * `key` seals each version with its name and number (HMAC-SHA-256): whoever can write to the database alone can set back to an older one
 * before a node starts, and neither make one nor change one.
 */
export function openSettings({
  service,
  key,
}: {
  readonly service: string;
  readonly key: () => KeyObject;
}): Settings {
  const seen = new Map<string, number>();
  const sealOf = (name: string, version: number, document: string) => {
    const parts = [`${service}/setting`, name, String(version), document].map((part) => toUtf8(part));
    return toHex(hmacSha256(key(), ...parts));
  };
  const read = async (store: StatementRunner, name: string, atLeast: number) => {
    const row = await findNewest(store, service, name);
    if ((row?.version ?? 0) < atLeast) {
      throw new AdministrationError('administration/went-back', `${name}: an older version stands there`);
    }
    if (row === undefined) return undefined;
    if (!sameText(row.seal, sealOf(name, row.version, row.document))) {
      throw new AdministrationError('administration/forged', `${name}: the seal of its version does not fit`);
    }
    return { version: row.version, document: row.document, madeAt: row.made_at };
  };
  return {
    newest: async (store, name) => {
      const found = await read(store, name, seen.get(name) ?? 0);
      if (found !== undefined) seen.set(name, Math.max(found.version, seen.get(name) ?? 0));
      return found;
    },
    newestWithin: (within, name) => read(within, name, 0),
    replace: async (within, name, replaces, { document, now }) => {
      const version = replaces + 1;
      const row = { name, version, document, seal: sealOf(name, version, document), made_at: now };
      return (await insertVersion(within, service, row)) ? { version, document, madeAt: now } : undefined;
    },
  };
}
