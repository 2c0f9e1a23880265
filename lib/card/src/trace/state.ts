import { type ApplicationRow, type FileRow, fileOf } from './applications.ts';

/** Where the card stands, as far as the exchanges tell. */
export interface TraceState {
  /** Undefined in the master file. */
  readonly application: ApplicationRow | undefined;
  readonly file: TracedFile | undefined;
}

/** `row` is undefined for files that no table knows; `identifier` where it is not known which file it is. */
export interface TracedFile {
  readonly identifier: number | undefined;
  readonly row: FileRow | undefined;
}

export const POWER_ON: TraceState = { application: undefined, file: undefined };

export const UNKNOWN_FILE: TracedFile = { identifier: undefined, row: undefined };

/** After something that may have led anywhere: no table holds for what follows. */
export const UNKNOWN: TraceState = {
  application: { name: 'unknown', files: new Map() },
  file: UNKNOWN_FILE,
};

export function fileIn(application: ApplicationRow | undefined, identifier: number): TracedFile {
  return { identifier, row: fileOf(application, identifier) };
}

/** A file that bears this name if all went as it should: its contents are not written. */
export function doubted({ identifier, row }: TracedFile): TracedFile {
  return { identifier, row: row && { name: row.name } };
}

/** `EF 000A authentication certificate`. */
export function fileText({ identifier, row }: TracedFile): string {
  if (identifier === undefined) return 'EF unknown';
  const number = identifier.toString(16).padStart(4, '0').toUpperCase();
  return `EF ${number} ${row?.name ?? 'unknown'}`;
}
