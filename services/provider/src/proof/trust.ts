import type { KeyObject } from '../crypto.ts';

/** Whom the provider believes, as set up by its operator. */
export interface Trust {
  /** Authentication CA certificates (DER) of every generation. */
  readonly anchors: readonly Uint8Array[];
  /** Keys that sign CV certificates of the text application, by key id (lower-case hex). */
  readonly cardIssuerKeys: ReadonlyMap<string, KeyObject>;
}
