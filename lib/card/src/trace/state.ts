import { type ApplicationRow, type FileRow, fileOf } from './applications.ts';

/** Where the card stands, as far as the exchanges tell. */
export interface TraceState {
  /** Undefined in the master file. */
  readonly application: ApplicationRow | undefined;
  readonly file: TracedFile | undefined;
}

/** `row` is undefined for files that no table knows; `identifier` for those selected under secure messaging. */
export interface TracedFile {
  readonly identifier: number | undefined;
  readonly row: FileRow | undefined;
}

export const POWER_ON: TraceState = { application: undefined, file: undefined };

export function fileIn(application: ApplicationRow | undefined, identifier: number): TracedFile {
  return { identifier, row: fileOf(application, identifier) };
}

/** `EF 000A authentication certificate`. */
export function fileText({ identifier, row }: TracedFile): string {
  if (identifier === undefined) return 'EF (enciphered)';
  const number = identifier.toString(16).padStart(4, '0').toUpperCase();
  return `EF ${number} ${row?.name ?? 'unknown'}`;
}
