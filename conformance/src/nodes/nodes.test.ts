import assert from 'node:assert/strict';
import { test } from 'node:test';
import { environment } from '@kazasu/server/config';
import { postgresMissing } from '@kazasu/server/store/conformance';
import { faketimeMissing } from './scenario/clock.ts';
import { SCENARIOS } from './scenario/index.ts';
import { namespaceMissing } from './scenario/namespace.ts';

/** Of one scenario; `npm run prove` takes as many as wanted. */
const SHORT = { logins: 24, concurrent: 8, people: 4, seed: 7, onProgress: () => {} };

/** A jump lasts as long as a dozen logins of everybody who is there, and none of them comes to an end. */
const LOGINS: { readonly [name: string]: number } = { clock: 72 };

const NEEDS: { readonly [name: string]: () => string | false } = {
  partition: namespaceMissing,
  clock: faketimeMissing,
};

/** For node:test's `skip`; a failure where a green result must mean that everything was tried. */
function missing(name: string): string | false {
  const why = postgresMissing() || (NEEDS[name]?.() ?? false);
  if (why !== false && environment().KAZASU_REQUIRE_PEERS) throw new Error(why);
  return why;
}

for (const { name, summary, run } of SCENARIOS) {
  // Two nodes say what one says.
  if (name === 'crossing') continue;
  test(`${name}: ${summary}`, { skip: missing(name) }, async () => {
    const { violations, doubts } = await run({ ...SHORT, logins: LOGINS[name] ?? SHORT.logins });
    assert.deepEqual(violations, []);
    assert.deepEqual(doubts, []);
  });
}
