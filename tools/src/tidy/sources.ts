import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Where the repository starts. */
export const ROOT = resolve(import.meta.dirname, '../../..');

/** One file that git tracks, or would track: its path from the root and its text. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

const TEXT = /\.(ts|tsx|json|md|css|html|sh|yml|yaml)$|(^|\/)(\.npmrc|\.gitignore|LICENSE|run)$/;

/** All text files of the repository, generated and installed ones left out. */
export function textFiles(): Source[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
  });
  return listed
    .split('\n')
    .filter((path) => TEXT.test(path) && existsSync(resolve(ROOT, path)))
    .map((path) => ({ path, text: readFileSync(resolve(ROOT, path), 'utf8') }));
}

/** TypeScript only. */
export function typeScriptFiles(files: readonly Source[]): Source[] {
  return files.filter((file) => /\.tsx?$/.test(file.path));
}

export function isTest(path: string): boolean {
  return (
    /\.test\.tsx?$|\/(test|testing|fixtures|conformance)\//.test(path) || /^(bench|conformance)\//.test(path)
  );
}

/** The room a file lives in: `lib/bytes`, `town`, `examples/reservation`; undefined for files of the root. */
export function roomOf(path: string): string | undefined {
  const [first, second] = path.split('/');
  if (first === 'town' || first === 'conformance' || first === 'bench' || first === 'tools') return first;
  const grouped = ['lib', 'kit', 'services', 'apps', 'sdk', 'examples'];
  return first !== undefined && second !== undefined && grouped.includes(first)
    ? `${first}/${second}`
    : undefined;
}

export interface ImportEdge {
  readonly path: string;
  readonly line: number;
  readonly specifier: string;
}

/** Every static, re-exported or dynamic import with a literal specifier. */
export function importsOf(file: Source): ImportEdge[] {
  const pattern =
    /(?:^|\n)\s*(?:import|export)\b[^'";]*?\bfrom\s*'([^']+)'|(?:^|\n)\s*import\s*'([^']+)'|\bimport\(\s*'([^']+)'/g;
  return [...file.text.matchAll(pattern)].map((match) => ({
    path: file.path,
    line: file.text.slice(0, match.index).split('\n').length + 1,
    specifier: (match[1] ?? match[2] ?? match[3]) as string,
  }));
}
