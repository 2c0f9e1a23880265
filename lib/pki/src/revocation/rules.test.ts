import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { CRL_RULES } from '../crl/index.ts';
import { OCSP_RULES } from '../ocsp/index.ts';
import { REVOCATION_RULES } from './index.ts';

const RULES = [...CRL_RULES, ...OCSP_RULES, ...REVOCATION_RULES];

test('every rule about revocation is in the list of its folder', () => {
  const root = join(import.meta.dirname, '..');
  const defined = globSync(['{crl,ocsp,revocation}/*.ts', 'revocation-status.ts'], { cwd: root })
    .filter((path) => !path.endsWith('.test.ts'))
    .flatMap((path) => [
      ...readFileSync(join(root, path), 'utf8').matchAll(/defineRule\(\{\s+id: '([^']+)'/g),
    ])
    .map(([, id]) => id);
  assert.deepEqual(defined.sort(), RULES.map(({ id }) => id).sort());
});
