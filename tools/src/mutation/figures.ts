/** Of Stryker's report (mutation-testing-report-schema), what is read here. */
export interface Report {
  readonly files: {
    readonly [path: string]: { readonly source: string; readonly mutants: readonly Mutant[] };
  };
}

interface Mutant {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly location: { readonly start: Position; readonly end: Position };
  readonly status:
    | 'Killed'
    | 'Timeout'
    | 'Survived'
    | 'NoCoverage'
    | 'RuntimeError'
    | 'CompileError'
    | 'Ignored';
}

interface Position {
  readonly line: number;
  readonly column: number;
}

/** A mutant that no test found. */
export interface Survivor {
  readonly file: string;
  readonly line: number;
  /** What stands there, on one line. */
  readonly original: string;
  readonly replacement: string;
  readonly mutator: string;
  readonly covered: boolean;
}

export interface Figures {
  readonly killed: number;
  readonly timeout: number;
  readonly survived: number;
  readonly noCoverage: number;
  /** Neither found nor missed: constants when they are left out, and what could not be run. */
  readonly leftOut: number;
}

export function figuresOf({ files }: Report): Figures {
  const mutants = Object.values(files).flatMap(({ mutants }) => mutants);
  const count = (...statuses: readonly Mutant['status'][]) =>
    mutants.filter(({ status }) => statuses.includes(status)).length;
  return {
    killed: count('Killed'),
    timeout: count('Timeout'),
    survived: count('Survived'),
    noCoverage: count('NoCoverage'),
    leftOut: count('Ignored', 'RuntimeError', 'CompileError'),
  };
}

/** How many of a hundred were found: Stryker's mutation score. */
export function scoreOf({ killed, timeout, survived, noCoverage }: Figures): number {
  const judged = killed + timeout + survived + noCoverage;
  return judged === 0 ? 0 : (100 * (killed + timeout)) / judged;
}

export function survivorsOf({ files }: Report): Survivor[] {
  return Object.entries(files).flatMap(([file, { source, mutants }]) =>
    mutants
      .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
      .map(({ location, replacement = '', mutatorName, status }) => ({
        file,
        line: location.start.line,
        original: oneLine(cut(source, location)),
        replacement: oneLine(replacement),
        mutator: mutatorName,
        covered: status === 'Survived',
      })),
  );
}

/** Lines and columns begin with 1; the end is not part of it. */
function cut(source: string, { start, end }: Mutant['location']): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  return lines
    .map((line, at) => line.slice(at === 0 ? start.column - 1 : 0, at === last ? end.column - 1 : undefined))
    .join('\n');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
