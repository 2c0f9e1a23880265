/** Exit codes, as `kazasu --help` tells them. */
export const EXIT = { done: 0, refused: 1, usage: 2, unreachable: 3, undecided: 3 } as const;

/**
 * `refused`: a service or a card said no, or a judge. `usage`: the command was not understood. `unreachable`: nobody answered.
 * `undecided`: something is missing to judge by.
 */
export type ProblemCode = 'refused' | 'usage' | 'unreachable' | 'undecided';

/** Why a command did not do what it was asked: what went wrong, and what to do about it. */
export class CommandProblem extends Error {
  override readonly name = 'CommandProblem';
  readonly code: ProblemCode;
  readonly remedy: string;

  constructor(code: ProblemCode, cause: string, remedy: string) {
    super(cause);
    this.code = code;
    this.remedy = remedy;
  }
}
