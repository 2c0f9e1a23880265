import { readFileSync, statSync } from 'node:fs';
import type { ConfigFault } from './parse-config.ts';
import type { SettingKind } from './settings.ts';

/** Trust anchors of several generations fit many times. */
const LARGEST = 1024 * 1024;

export type Content = { readonly value: unknown } | { readonly fault: Omit<ConfigFault, 'path'> };

/** Text without the line feed at its end, or what is in JSON. The path may be told, the content not. */
export function readContent(path: string, kind: SettingKind): Content {
  const text = readText(path);
  if (typeof text !== 'string') return { fault: text };
  if (kind === 'text') {
    const line = text.replace(/\r?\n$/, '');
    return line === '' ? { fault: { message: `the file ${path} is empty` } } : { value: line };
  }
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return { fault: { message: `the file ${path} is not JSON`, remedy: 'Mend it; comments are not JSON.' } };
  }
}

function readText(path: string): string | Omit<ConfigFault, 'path'> {
  try {
    if (statSync(path).size > LARGEST)
      return { message: `the file ${path} is larger than ${LARGEST} octets` };
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const remedy = code === 'ENOENT' ? 'Name a file that is there.' : 'May the process read it?';
    return { message: `the file ${path} cannot be read (${code})`, remedy };
  }
}
