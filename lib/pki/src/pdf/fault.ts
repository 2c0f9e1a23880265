import { PkiError } from '../error.ts';

/** The file's syntax is not the standard's. */
export function malformed(message: string): PkiError {
  return new PkiError('pki/pdf', message);
}

/** A cross-reference contradicts another or the file. */
export function crossed(message: string): PkiError {
  return new PkiError('pki/pdf-xref', message);
}

/** More than {@link PDF_LIMITS} allow. */
export function tooMuch(message: string): PkiError {
  return new PkiError('pki/budget', message);
}
