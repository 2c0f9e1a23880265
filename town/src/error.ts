/**
 * `port-taken`: somebody else listens there. `data`: what lies in the data folder cannot be used. `data-in-use`:
 * another town uses it. `data-old`: an older version made it. `data-loose`: others may read it.
 */
export type TownErrorCode =
  | 'town/port-taken'
  | 'town/data'
  | 'town/data-in-use'
  | 'town/data-old'
  | 'town/data-loose'
  | 'town/client-refused';

/** Why the town cannot do what was asked: the cause in the message, and what to do about it. */
export class TownError extends Error {
  override readonly name = 'TownError';
  readonly code: TownErrorCode;
  readonly remedy: string;

  constructor(code: TownErrorCode, message: string, remedy: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
    this.remedy = remedy;
  }
}
