import type { Context } from 'smartcard';
import { ReaderError } from '../error.ts';

/** The package `smartcard`, once it is loaded. */
export type Binding = typeof import('smartcard');

const REMEDY = `The PC/SC binding (the optional package "smartcard") is not there.
  Debian, Ubuntu: apt-get install pcscd libpcsclite-dev build-essential python3
  macOS: xcode-select --install     Windows: the Visual Studio C++ build tools
Then: npm ci (or, where install scripts are switched off, npm rebuild smartcard --ignore-scripts=false)`;

/** Loads the binding on first use, so that nothing else needs it. Failure: ReaderError `reader/unsupported`. */
export async function loadBinding(): Promise<Binding> {
  try {
    return await import('smartcard');
  } catch (error) {
    throw new ReaderError('reader/unsupported', REMEDY, { cause: error });
  }
}

/** Failure: ReaderError `reader/service`. Whoever opens a context closes it. */
export function openContext(binding: Binding): Context {
  try {
    return new binding.Context();
  } catch (error) {
    throw serviceError(error);
  }
}

export function serviceError(cause: unknown): ReaderError {
  const message = `the PC/SC service cannot be used (does pcscd run, and may this user use it?): ${textOf(cause)}`;
  return new ReaderError('reader/service', message, { cause });
}

/**
 * The binding tells PC/SC's error codes only as these English words (its src/pcsc_errors.h), so the words are what
 * there is to test. None of them repeats anything of a command.
 */
export const FAULT = {
  sharing: 'Sharing violation',
  timeout: 'Operation timed out',
  noService: 'PC/SC service not running',
  serviceStopped: 'PC/SC service stopped',
  invalidHandle: 'Invalid handle',
} as const;

export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown';
}
