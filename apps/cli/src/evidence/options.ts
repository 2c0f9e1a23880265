import type { Language } from '@kazasu/pki';

/** What all three commands take. */
export interface TellingOptions {
  readonly language?: Language | undefined;
  readonly json?: boolean | undefined;
}

/** What can be said beside the bundle. */
export interface EvidenceOptions extends TellingOptions {
  readonly document?: string | undefined;
  /** A trust file. */
  readonly trust?: string | undefined;
  /** ISO 8601 with an offset. */
  readonly at?: string | undefined;
  readonly verbose?: boolean | undefined;
}

/** What can be said beside two heads. */
export interface ConsistencyCommandOptions extends TellingOptions {
  readonly proof: string;
  readonly trust?: string | undefined;
}
