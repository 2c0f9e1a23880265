import type { ProblemCode } from '../problem/index.ts';
import type { Route } from './route.ts';

/** What any request of this route may be answered with, beside the row's own. */
export function problemsOf({ access, request = {}, problems = [] }: Route): readonly ProblemCode[] {
  const { params, query, headers, body, documents } = request;
  const reads = body !== undefined || documents !== undefined;
  const common: readonly (ProblemCode | false)[] = [
    access === 'operator' && 'operator-token',
    access === 'operator' && 'operator-named',
    access === 'operator' && 'operator-role',
    access !== 'operator' && access !== 'public' && 'key-missing',
    access !== 'operator' && access !== 'public' && 'key-invalid',
    access !== 'operator' && access !== 'public' && 'key-scope',
    params !== undefined && 'route-unknown',
    (reads || query !== undefined || headers !== undefined) && 'request-invalid',
    reads && 'request-malformed',
    reads && 'media-type-unsupported',
    reads && 'body-too-large',
    'too-many-requests',
    'internal',
    'unavailable',
  ];
  return [...new Set([...problems, ...common.filter((code) => code !== false)])];
}
