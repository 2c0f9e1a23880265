/**
 * How a worker is kept small. V8 lets the young generation grow with the machine's memory, to 134 MB on one of 24 GB, though what a
 * request leaves is soon garbage; and the C library gives each thread a heap of its own, which keeps what it was once given. What each
 * saves and costs was measured: ADR 0056.
 */
const SEMI_SPACE = '--max-semi-space-size';
/** Megabytes; the young generation is two of them. */
const SEMI_SPACE_MB = 16;
const ARENAS = 'MALLOC_ARENA_MAX';

type Variables = Readonly<Record<string, string | undefined>>;

export interface Begun {
  /** Flags of Node. */
  readonly execArgv: string[];
  readonly env: Variables;
}

/** The flags and the environment that a worker begins with: those of the first process, and what of these two the operator has not said. */
export function keptSmall(execArgv: readonly string[], env: Variables): Begun {
  // Node takes V8's flags with underscores too.
  const said = [...execArgv, ...(env.NODE_OPTIONS ?? '').split(' ')].map((flag) => flag.replaceAll('_', '-'));
  const flags = said.some((flag) => flag.startsWith(SEMI_SPACE)) ? [] : [`${SEMI_SPACE}=${SEMI_SPACE_MB}`];
  return { execArgv: [...execArgv, ...flags], env: { [ARENAS]: '1', ...env } };
}
