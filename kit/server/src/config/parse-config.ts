import * as v from 'valibot';

/** What is said of a place where nothing stands. */
export const MISSING = 'is missing';
/** Of a name that no schema has. */
export const UNKNOWN = 'is not known';

export interface ConfigFault {
  /** Where, such as `clients.0.redirectUris`; empty for the whole. */
  readonly path: string;
  /** What was expected. Never what was found. */
  readonly message: string;
  /** What to do about it, where that is known. */
  readonly remedy?: string;
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'config/invalid';
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[]) {
    super(`configuration: ${faults.map(({ path, message }) => `${path || 'all'}: ${message}`).join('; ')}`);
    this.faults = faults;
  }
}

/**
 * Returns what the schema makes of the input, or throws a ConfigError with every fault. Use `v.strictObject` so that
 * a misspelt key is a fault too.
 */
export function parseConfig<const Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, input);
  if (result.success) return result.output;
  throw new ConfigError(
    result.issues.map((issue) => ({ path: v.getDotPath(issue) ?? '', message: messageOf(issue) })),
  );
}

/** Valibot's own messages quote what was received; those of a check are ours. */
function messageOf(issue: v.BaseIssue<unknown>): string {
  if (issue.type === 'check' && !issue.message.startsWith('Invalid ')) return issue.message;
  if (issue.type === 'strict_object' && issue.expected === 'never') return UNKNOWN;
  if (issue.received === 'undefined') return MISSING;
  return issue.expected === null
    ? `does not satisfy ${issue.type}`
    : `must be ${issue.expected} (${issue.type})`;
}
