/**
 * Stryker's way to our tests: a test runner in Stryker's own worker process, which loads the test files once and runs for
 * each mutant only the tests that reach it. A plugin of Stryker 10; the forms are those of `@stryker-mutator/api`, which
 * is not installed where types are checked (ADR 0054).
 */
import { globSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { errorText } from './ignore.ts';
import { type Ran, TestFile, type Watch } from './run-tests.ts';

/** Where the instrumented code and the runner meet. */
interface Instrumented {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  mutantCoverage?: { readonly perTest: { [test: string]: unknown } };
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
}

interface MutantRun {
  readonly testFilter?: readonly string[];
  readonly hitLimit?: number;
  readonly activeMutant: { readonly id: string };
  readonly mutantActivation: 'runtime' | 'static';
}

const instrumented: Instrumented = {};
Object.assign(globalThis, { __stryker__: instrumented });

/** What is reached before the first test that counts. */
const SETTLING = 'settling';

const STAND_IN = new URL('./node-test.ts', import.meta.url).href;

class Runner {
  readonly #patterns: readonly string[];
  #files: readonly TestFile[] | undefined;
  /** Milliseconds of each test, so that the quickest judge first. */
  readonly #took = new Map<string, number>();
  #stray: unknown;
  /** A mutant left something behind: this process judges no other. */
  #spoilt = false;
  #judged = 0;

  constructor(options: { readonly kazasu: { readonly tests: readonly string[] } }) {
    this.#patterns = options.kazasu.tests;
    const keep = (problem: unknown) => {
      this.#stray ??= problem ?? new Error('rejected with nothing');
    };
    process.on('uncaughtException', keep);
    process.on('unhandledRejection', keep);
  }

  capabilities() {
    return { reloadEnvironment: false };
  }

  /** Twice: a test that cannot be run again in one process would be taken for one that kills. */
  async dryRun() {
    const first = await this.#run(() => true);
    const { mutantCoverage } = instrumented;
    const failed = first.find(({ problem }) => problem !== undefined);
    if (failed !== undefined) return { status: 'error', errorMessage: `${failed.id}\n${failed.problem}` };
    const again = (await this.#run(() => true)).find(({ problem }) => problem !== undefined);
    if (again !== undefined)
      return { status: 'error', errorMessage: `cannot be run twice: ${again.id}\n${again.problem}` };
    const tests = first.map(({ id, name, milliseconds }) => ({
      id,
      name,
      timeSpentMs: milliseconds,
      fileName: id.split(' > ')[0],
      status: 0,
    }));
    return { status: 'complete', tests, mutantCoverage };
  }

  async mutantRun({ testFilter, hitLimit, activeMutant, mutantActivation }: MutantRun) {
    if (this.#spoilt) throw new Error('the tests no longer pass without a mutant: a new process is needed');
    this.#judged += 1;
    if (mutantActivation === 'runtime') await this.#load();
    Object.assign(instrumented, { activeMutant: activeMutant.id, hitCount: 0, hitLimit });
    const wanted = testFilter === undefined ? undefined : new Set(testFilter);
    let ran: Ran[];
    try {
      ran = await this.#run((id) => wanted?.has(id) ?? true);
    } catch (problem) {
      // A static mutant that cannot even be loaded.
      this.#spoilt = true;
      return { status: 'killed', killedBy: ['loading'], failureMessage: String(problem), nrOfTests: 0 };
    }
    const hits = instrumented.hitCount ?? 0;
    Object.assign(instrumented, { activeMutant: undefined, hitCount: undefined, hitLimit: undefined });
    if (hitLimit !== undefined && hits > hitLimit) {
      this.#spoilt = true;
      return { status: 'timeout', reason: `hit ${hits} times` };
    }
    const killer = ran.find(({ problem }) => problem !== undefined);
    if (killer === undefined) return { status: 'survived', nrOfTests: ran.length };
    if (mutantActivation === 'runtime') await this.#confirm(killer);
    return {
      status: 'killed',
      killedBy: [killer.id],
      failureMessage: killer.problem,
      nrOfTests: ran.length,
    };
  }

  /** The same test, without the mutant. The first mutant of a process cannot have failed for what another left. */
  async #confirm({ id }: Ran): Promise<void> {
    const again = await this.#run((each) => each === id);
    if (again.every(({ problem }) => problem === undefined)) return;
    this.#spoilt = true;
    if (this.#judged > 1) throw new Error(`${id} failed without the mutant, too`);
  }

  readonly #watch: Watch = {
    begins: (id) => {
      instrumented.currentTestId = id;
      this.#stray = undefined;
    },
    stray: () => this.#stray,
  };

  async #run(wants: (id: string) => boolean): Promise<Ran[]> {
    const files = [...(await this.#load())];
    files.sort((a, b) => (this.#took.get(a.name) ?? 0) - (this.#took.get(b.name) ?? 0));
    const all: Ran[] = [];
    for (const file of files) {
      const ran = await file.run(wants, this.#watch);
      instrumented.currentTestId = undefined;
      all.push(...ran);
      if (all.at(-1)?.problem !== undefined) break;
      if (ran.length > 0) this.#took.set(file.name, Math.max(...ran.map(({ milliseconds }) => milliseconds)));
    }
    return all;
  }

  async #load(): Promise<readonly TestFile[]> {
    if (this.#files !== undefined) return this.#files;
    this.#files = await loadAll(this.#patterns);
    // A mutant of what is computed at loading is at work already: it is judged by whole files.
    if (instrumented.activeMutant !== undefined) return this.#files;
    for (const file of this.#files)
      await file.settle({ ...this.#watch, begins: () => this.#watch.begins(SETTLING) });
    instrumented.currentTestId = undefined;
    delete instrumented.mutantCoverage?.perTest[SETTLING];
    return this.#files;
  }
}

/** In the sandbox, where Stryker has put the instrumented sources; one after the other. */
async function loadAll(patterns: readonly string[]): Promise<TestFile[]> {
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'node:test' ? { url: STAND_IN, shortCircuit: true } : next(specifier, context),
  });
  const files: TestFile[] = [];
  for (const name of globSync([...patterns]).sort())
    files.push(await TestFile.load(name, () => import(pathToFileURL(join(process.cwd(), name)).href)));
  if (files.length === 0) throw new Error(`no test file is called ${patterns.join(' or ')}`);
  return files;
}

const create = Object.assign((options: ConstructorParameters<typeof Runner>[0]) => new Runner(options), {
  inject: ['options'] as const,
});

export const strykerPlugins = [
  { kind: 'TestRunner', name: 'kazasu', factory: create },
  { kind: 'Ignore', name: 'error-text', value: errorText },
];
