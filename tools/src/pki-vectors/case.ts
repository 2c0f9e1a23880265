/** What the function under test is asked. */
export type Operation = 'path' | 'ocsp' | 'cms' | 'timestamp' | 'xades' | 'pades';
export type Verdict = 'valid' | 'invalid' | 'indeterminate';

/**
 * `forged`: who accepts it can be deceived. `forbidden`: a standard forbids it. `strict`: a choice of this project
 * where the standard leaves one; disagree freely.
 */
export type Severity = 'forged' | 'forbidden' | 'strict';

export type Input = Uint8Array | readonly Uint8Array[] | { readonly [name: string]: Uint8Array };
export type OptionValue = string | number | boolean | readonly string[];

export interface Case {
  readonly id: string;
  readonly description: string;
  readonly citation: string;
  /** The good case that differs from this one by the fault alone; a good case has none. */
  readonly twin?: string;
  readonly severity?: Severity;
  readonly inputs: { readonly [name: string]: Input };
  readonly options?: OptionsOf;
  readonly expected: Verdict;
  /** `check reason` of this project. */
  readonly kazasu?: string;
}

/** Options of a case, by name. */
export type OptionsOf = { readonly [name: string]: OptionValue };

export interface Group {
  readonly name: string;
  readonly operation: Operation;
  readonly title: string;
  readonly cases: readonly Case[];
}

export type Made = Pick<Case, 'inputs' | 'options'>;

/** A row of a table of good cases. */
export function good(id: string, citation: string, description: string, made: Made): Case {
  return { id, citation, description, ...made, expected: 'valid' };
}

export interface BadRow {
  readonly severity?: Severity;
  readonly expected?: Verdict;
}

/** A row of bad cases. `kazasu` is `check reason`. */
export function bad(
  id: string,
  twin: string,
  citation: string,
  kazasu: string,
  description: string,
  made: Made,
  { severity = 'forbidden', expected = 'invalid' }: BadRow = {},
): Case {
  return { id, citation, description, twin, severity, ...made, expected, kazasu };
}
