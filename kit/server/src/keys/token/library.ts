import type Pkcs11Library from 'pkcs11js';
import { KeyError } from '../key-error.ts';

export type Pkcs11 = typeof Pkcs11Library;

/** The package is optional: without it there are keys in files. */
export async function loadLibrary(): Promise<Pkcs11> {
  try {
    return (await import('pkcs11js')).default;
  } catch (error) {
    throw new KeyError(
      'key/token',
      'the optional package pkcs11js is not there: npm install it with a compiler at hand',
      error,
    );
  }
}

/** `CKR_…`, as the module told it; never its text. */
export function returnValueOf(error: unknown): string {
  const found = /CKR_[A-Z0-9_]+/.exec(error instanceof Error ? error.message : '');
  return found?.[0] ?? 'no return value';
}
