import { lstatSync } from 'node:fs';
import { stopwatch } from '../clock/index.ts';
import { identityOf, type MapFile, type MappedFile } from './map-file.ts';

export interface SharedFileOptions<Value> {
  readonly path: string;
  readonly mapFile: MapFile;
  /** Makes something of the octets, which stay as they are while it is used; throws for a file that is not whole. */
  readonly open: (octets: Uint8Array) => Value;
  /**
   * The system is asked for a newer file when so many milliseconds have gone by since the last look, and only when the value is asked
   * for; default 1000. With 0 each time, which costs some microseconds.
   */
  readonly lookEveryMs?: number;
  /** Told of a file that could not be opened, once for each: an older one, if there is one, stays in use, and nobody else learns of it. */
  readonly onRefused: (error: unknown) => void;
}

/** What a file says, for many readers, while somebody puts newer ones in its place. */
export interface SharedFile<Value> {
  /**
   * The value of the newest file that is whole; undefined until there is one. Who keeps it over an `await` keeps the file that
   * it was made of.
   */
  current(): Value | undefined;
  readonly kind: MappedFile['kind'] | undefined;
}

/**
 * Opens the file now, and again when another stands in its place. Files are replaced as a whole (`replaceFile`), never written
 * where they stand: so one that is in use does not change, and one that is not whole was never meant to be there; it is refused
 * and the one before stays in use.
 */
export function openSharedFile<Value>(options: SharedFileOptions<Value>): SharedFile<Value> {
  const { path, mapFile, open, lookEveryMs = 1000, onRefused } = options;
  let value: Value | undefined;
  let kind: MappedFile['kind'] | undefined;
  let seen: string | undefined;
  let sinceLook = stopwatch();
  const look = () => {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    const found = stats && identityOf(stats);
    if (found === undefined || found === seen) return;
    seen = found;
    try {
      const file = mapFile(path);
      value = open(file.octets);
      kind = file.kind;
      seen = file.identity;
    } catch (error) {
      onRefused(error);
    }
  };
  look();
  return {
    current: () => {
      if (sinceLook() >= lookEveryMs) {
        sinceLook = stopwatch();
        look();
      }
      return value;
    },
    get kind() {
      return kind;
    },
  };
}
