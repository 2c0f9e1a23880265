/**
 * Stands in the place of `node:test` while mutants are tried: tests are kept as they are told, so that the same test can
 * be run again in the same process, which costs a hundredth of starting one. Knows what our tests use of `node:test`, and
 * no more: a file that imports another name of it does not load.
 */

export type Step = (context: Context) => unknown;
export type HookName = 'before' | 'after' | 'beforeEach' | 'afterEach';

export interface Test {
  readonly name: string;
  readonly run: Step;
}

export interface Suite {
  readonly name: string;
  /** Tests and suites, in the order in which they were told. */
  readonly members: (Test | Suite)[];
  readonly hooks: { readonly [name in HookName]: Step[] };
}

/** What a test is handed. */
export interface Context {
  readonly name: string;
  after(step: () => unknown): void;
  diagnostic(text: string): void;
  skip(): void;
  test(name: string, run: Step): Promise<void>;
}

export function newSuite(name: string): Suite {
  return { name, members: [], hooks: { before: [], after: [], beforeEach: [], afterEach: [] } };
}

let open = newSuite('');

/** Tests that are told while `load` runs go into the suite. */
export async function tellInto(told: Suite, load: () => unknown): Promise<Suite> {
  const outer = open;
  open = told;
  try {
    await load();
  } finally {
    open = outer;
  }
  return told;
}

interface Options {
  readonly skip?: unknown;
}

export function test(name: string, ...given: readonly (Step | Options)[]): void {
  const run = given.find((each) => typeof each === 'function');
  const options = given.find((each) => typeof each !== 'function');
  if (run !== undefined && !options?.skip) open.members.push({ name, run });
}

/** Its body tells its tests at once: none of ours waits in it. */
export function suite(name: string, ...given: readonly ((() => void) | Options)[]): void {
  const body = given.find((each) => typeof each === 'function');
  const told = newSuite(name);
  const outer = open;
  outer.members.push(told);
  open = told;
  try {
    body?.();
  } finally {
    open = outer;
  }
}

const hook = (name: HookName) => (step: Step) => void open.hooks[name].push(step);

export const before = hook('before');
export const after = hook('after');
export const beforeEach = hook('beforeEach');
export const afterEach = hook('afterEach');
export { suite as describe, test as default, test as it };
