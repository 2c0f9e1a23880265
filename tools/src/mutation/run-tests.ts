import { type Context, type HookName, newSuite, type Suite, type Test, tellInto } from './node-test.ts';

/** What became of one test; `problem` where it failed. */
export interface Ran {
  readonly id: string;
  readonly name: string;
  readonly milliseconds: number;
  readonly problem?: string;
}

export interface Watch {
  /** Said before any of its steps. */
  begins(id: string): void;
  /** Of what was thrown where nobody waited for it, since the last time. */
  stray(): unknown;
}

/** Longer than this often over what the file takes at once, and its tests are not worth being run by themselves. */
const TIMES = 4;

/**
 * Tests of one file, each by itself with the hooks around it. Where a test rests on one before it, or hooks cost much, the
 * file is run as one: `settle` finds out.
 */
export class TestFile {
  readonly name: string;
  readonly #suite: Suite;
  #whole: boolean;

  private constructor(name: string, suite: Suite) {
    this.name = name;
    this.#suite = suite;
    this.#whole = hasHooks(suite);
  }

  static async load(name: string, load: () => unknown): Promise<TestFile> {
    return new TestFile(name, await tellInto(newSuite(name), load));
  }

  /** Without a mutant: whether each test passes by itself, and together they do not take much longer. */
  async settle(watch: Watch): Promise<void> {
    if (!this.#whole) return;
    const whole = await this.#runWhole(watch);
    const apart = await this.#runEach(() => true, watch);
    const took = apart.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
    const passed = [whole, ...apart].every(({ problem }) => problem === undefined);
    this.#whole = !passed || took > TIMES * whole.milliseconds;
  }

  /** Runs what `wants` of it, until the first failure. Who wants the file wants all of it. */
  async run(wants: (id: string) => boolean, watch: Watch): Promise<Ran[]> {
    const wantsFile = wants(this.name);
    if (!this.#whole) return this.#runEach((id) => wantsFile || wants(id), watch);
    const wanted = wantsFile || [...named(this.#suite)].some(({ id }) => wants(id));
    return wanted ? [await this.#runWhole(watch)] : [];
  }

  #runWhole(watch: Watch): Promise<Ran> {
    return timed(this.name, this.name, watch, () => runSuite(this.#suite, []));
  }

  async #runEach(wants: (id: string) => boolean, watch: Watch): Promise<Ran[]> {
    const ran: Ran[] = [];
    for (const { id, test, around } of named(this.#suite)) {
      if (!wants(id)) continue;
      const last = await timed(id, test.name, watch, () => runAlone(test, around));
      ran.push(last);
      if (last.problem !== undefined) break;
    }
    return ran;
  }
}

function hasHooks({ hooks, members }: Suite): boolean {
  return (
    Object.values(hooks).some((steps) => steps.length > 0) ||
    members.some((member) => 'members' in member && hasHooks(member))
  );
}

interface Named {
  readonly id: string;
  readonly test: Test;
  /** From the outermost. */
  readonly around: readonly Suite[];
}

function* named(suite: Suite, outer: readonly Suite[] = []): Generator<Named> {
  const around = [...outer, suite];
  const taken = new Map<string, number>();
  for (const member of suite.members) {
    if ('members' in member) {
      for (const inner of named(member, around)) yield { ...inner, id: `${suite.name} > ${inner.id}` };
      continue;
    }
    const times = taken.get(member.name) ?? 0;
    taken.set(member.name, times + 1);
    yield {
      id: `${suite.name} > ${member.name}${times === 0 ? '' : ` (${times + 1})`}`,
      test: member,
      around,
    };
  }
}

async function timed(id: string, name: string, watch: Watch, steps: () => Promise<void>): Promise<Ran> {
  watch.begins(id);
  const start = performance.now();
  let thrown: { readonly problem: unknown } | undefined;
  try {
    await steps();
  } catch (problem) {
    thrown = { problem };
  }
  const stray = watch.stray();
  if (thrown === undefined && stray !== undefined) thrown = { problem: stray };
  const ran = { id, name, milliseconds: performance.now() - start };
  return thrown === undefined ? ran : { ...ran, problem: textOf(thrown.problem) };
}

function textOf(problem: unknown): string {
  return problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
}

async function runAlone(test: Test, around: readonly Suite[]): Promise<void> {
  try {
    for (const suite of around) await runHooks(suite, 'before');
    await runTest(test, around);
  } finally {
    for (const suite of [...around].reverse()) await runHooks(suite, 'after');
  }
}

async function runSuite(suite: Suite, around: readonly Suite[]): Promise<void> {
  const inside = [...around, suite];
  try {
    await runHooks(suite, 'before');
    for (const member of suite.members) {
      if ('members' in member) await runSuite(member, inside);
      else await runTest(member, inside);
    }
  } finally {
    await runHooks(suite, 'after');
  }
}

async function runTest(test: Test, around: readonly Suite[]): Promise<void> {
  const { context, end } = contextOf(test.name);
  try {
    for (const suite of around) await runHooks(suite, 'beforeEach');
    await test.run(context);
  } finally {
    await end();
    for (const suite of [...around].reverse()) await runHooks(suite, 'afterEach');
  }
}

async function runHooks(suite: Suite, name: HookName): Promise<void> {
  for (const step of suite.hooks[name]) await step(contextOf(suite.name).context);
}

function contextOf(name: string): { readonly context: Context; readonly end: () => Promise<void> } {
  const steps: (() => unknown)[] = [];
  const context: Context = {
    name,
    after: (step) => void steps.push(step),
    diagnostic: () => {},
    skip: () => {},
    test: (inner, run) => runTest({ name: inner, run }, []),
  };
  const end = async () => {
    for (const step of steps.reverse()) await step();
  };
  return { context, end };
}
