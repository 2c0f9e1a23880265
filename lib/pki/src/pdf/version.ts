import type { Entry } from './entry.ts';
import type { StoredObject } from './object.ts';

/** What a revision says of one object; `older` is what an earlier one said. */
export interface Version {
  readonly revision: number;
  readonly entry: Entry;
  readonly older: Version | undefined;
  /** Remembered by the reader while it has room. */
  object: StoredObject | undefined;
}

/** Of each number the newest. */
export type Versions = ReadonlyMap<number, Version>;

/** The word that counts at revision `index`. Most objects are said once. */
export function versionAt(versions: Versions, number: number, index: number): Version | undefined {
  let version = versions.get(number);
  while (version !== undefined && version.revision > index) version = version.older;
  return version;
}
