/** What every service is held to when its database is at fault: 503 with Retry-After, all or nothing, and nothing lost that was acknowledged. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { openStore } from '../../open-store.ts';
import type { Store } from '../../store.ts';
import { eachDeath, type Mortality, mortality, mortalStore } from '../mortal.ts';
import { postgresMissing } from '../postgres.ts';
import { smallDiskMissing } from '../small-disk.ts';
import { type Change, changeBetween, contentsOf } from './contents.ts';
import { FAULTS, type FaultName, type FaultyDatabase, startFaultyPostgres } from './faulty-postgres.ts';

/** Something that a service is asked for. */
export interface Act<Node> {
  readonly name: string;
  /** Brings about all that has to stand before it, by a node that is well; then the request, which may be sent more than once. */
  prepare(): Promise<(node: Node) => Promise<Response>>;
  /** The status of its success. */
  readonly done: number;
  /** The status where it is asked for again after it was done and nobody heard of it; default `done`. */
  readonly again?: number;
  /** Faults under which it may succeed, because it only reads. */
  readonly withstands?: readonly FaultName[];
  /** What a refused one may leave beside nothing and all: used up, and nothing given for it. Each is an exception that its service explains. */
  readonly between?: readonly Between[];
}

export interface Between {
  readonly change: Change;
  /** The status where it is asked for again. */
  readonly again: number;
}

export interface FaultSubject<Node> {
  /** How its tables' names begin. */
  readonly prefix: string;
  /** Tables of which a refused request may leave something behind, each for a reason that its service gives. */
  readonly aside?: readonly string[];
  /** Two nodes that have everything but the store in common. */
  open(stores: { readonly patient: Store; readonly hasty: Store }): Promise<FaultTown<Node>>;
  /** Further tests on the same server. */
  more?(running: () => { readonly town: FaultTown<Node>; readonly database: FaultyDatabase }): void;
}

export interface FaultTown<Node> {
  readonly patient: Node;
  readonly hasty: Node;
  readonly acts: readonly Act<Node>[];
  close(): Promise<void>;
}

/** What is looked at of an answer. */
interface Answer {
  readonly status: number;
  readonly refused: boolean;
}

type Send<Node> = (node: Node) => Promise<Response>;

/** How often a connection that broke may still be met after the fault has ended. */
const TRIES = 12;
/** Under these nothing is answered that asks the database, so that all can wait together; contents cannot be read meanwhile either. */
const DEAF: readonly FaultName[] = ['silent', 'held by somebody else'];

export function describeFaults<Node>(subject: FaultSubject<Node>): void {
  describe('a database at fault is 503 with Retry-After, and nothing half', {
    skip: postgresMissing() || smallDiskMissing(),
  }, () => {
    let judge: Judge<Node>;
    let running: { readonly town: FaultTown<Node>; readonly database: FaultyDatabase };
    let end = async () => {};
    before(async () => {
      const postgres = await startFaultyPostgres();
      end = () => postgres.stop();
      const database = await postgres.create();
      const town = await subject.open(database);
      end = async () => {
        await town.close();
        await database.close();
        await postgres.stop();
      };
      judge = await Judge.of(subject, town, database.patient);
      running = { town, database };
    });
    after(() => end());
    for (const fault of Object.keys(FAULTS) as FaultName[])
      it(fault, () => {
        const { database } = running;
        return DEAF.includes(fault) ? judge.allAt(database, fault) : judge.eachAt(database, fault);
      });
    subject.more?.(() => running);
  });

  it('a database that goes away before any step, or behind it, leaves all or nothing', async () => {
    const store = await openStore({ file: ':memory:' });
    const fragile = new FragileStore(store);
    const town = await subject.open({ patient: store, hasty: fragile });
    const judge = await Judge.of(subject, town, store);
    for (const act of town.acts) await judge.everyStep(act, fragile);
    await town.close();
    await store.close();
  });
}

/** The store as mortalStore has it, with a life for each request. */
class FragileStore implements Store {
  readonly engine: Store['engine'];
  readonly #store: Store;
  #mortal: Mortality = mortality();

  constructor(store: Store) {
    this.#store = store;
    this.engine = store.engine;
  }

  live(mortal: Mortality = mortality()): void {
    this.#mortal = mortal;
  }

  run: Store['run'] = (statement, values) => this.#now().run(statement, values);
  transaction: Store['transaction'] = (work, options) => this.#now().transaction(work, options);
  migrate: Store['migrate'] = (service, migrations) => this.#store.migrate(service, migrations);
  close = async () => {};

  #now(): Store {
    return mortalStore(this.#store, this.#mortal);
  }
}

class Judge<Node> {
  readonly #subject: FaultSubject<Node>;
  readonly #town: FaultTown<Node>;
  readonly #store: Store;
  /** By act: what it changes when all is well. */
  readonly #whole = new Map<string, Change>();

  private constructor(subject: FaultSubject<Node>, town: FaultTown<Node>, store: Store) {
    this.#subject = subject;
    this.#town = town;
    this.#store = store;
  }

  static async of<Node>(subject: FaultSubject<Node>, town: FaultTown<Node>, store: Store) {
    const judge = new Judge(subject, town, store);
    for (const act of town.acts) {
      const send = await act.prepare();
      const { change, answer } = await judge.#watch(() => judge.#ask(act, send, town.patient));
      assert.equal(answer.status, act.done, `${act.name}: well`);
      judge.#whole.set(act.name, change);
    }
    return judge;
  }

  /** One after the other: each is refused and has left nothing, or is done and there. */
  async eachAt(database: FaultyDatabase, fault: FaultName): Promise<void> {
    let refused = 0;
    for (const act of this.#town.acts) {
      const send = await act.prepare();
      const { change, answer } = await this.#watch(async () => {
        const end = await database.begin(fault);
        try {
          return await this.#ask(act, send, this.#town.hasty);
        } finally {
          await end();
        }
      });
      this.#judge(act, `${act.name} while ${fault}`, answer, change);
      if (fault !== 'with a full disk') this.#mustRefuse(act, fault, answer);
      if (answer.refused) refused += 1;
      await this.#comesBack(act, send, change, answer);
    }
    // A page that a table has already may have room for one row more, and for another form of a row it always has.
    const adds = [...this.#whole.values()].some((change) => /\+[1-9]/.test(Object.values(change).join()));
    assert.ok(refused > 0 || !adds, `nothing was refused while ${fault}`);
  }

  /** All at once, because each would wait. What a server that was silent had heard it may still do, whole. */
  async allAt(database: FaultyDatabase, fault: FaultName): Promise<void> {
    const sends = [];
    for (const act of this.#town.acts) sends.push({ act, send: await act.prepare() });
    const end = await database.begin(fault);
    const answers = await Promise.all(
      sends.map(({ act, send }) => this.#ask(act, send, this.#town.hasty)),
    ).finally(end);
    for (const [i, { act, send }] of sends.entries()) {
      const answer = answers[i] as Answer;
      this.#mustRefuse(act, fault, answer);
      if (answer.refused) await this.#settles(act, send);
    }
  }

  /** The database goes away for this request before its first step, before its second, and so on; what has left nothing is asked for again. */
  async everyStep(act: Act<Node>, fragile: FragileStore): Promise<void> {
    let send: Send<Node> | undefined;
    await eachDeath(async (mortal, step) => {
      send ??= await act.prepare();
      const { change, answer } = await this.#dying(act, send, { mortal, fragile });
      this.#judge(act, `${act.name}, away at step ${step}`, answer, change);
      if (answer.refused && isDeepStrictEqual(change, {})) return;
      await this.#comesBack(act, send, change, answer);
      send = undefined;
    });
  }

  #dying(
    act: Act<Node>,
    send: Send<Node>,
    { mortal, fragile }: { readonly mortal: Mortality; readonly fragile: FragileStore },
  ) {
    return this.#watch(async () => {
      fragile.live(mortal);
      try {
        return await this.#ask(act, send, this.#town.hasty);
      } finally {
        fragile.live();
      }
    });
  }

  async #watch(work: () => Promise<Answer>): Promise<{ readonly change: Change; readonly answer: Answer }> {
    const { prefix, aside } = this.#subject;
    const earlier = await contentsOf(this.#store, prefix);
    const answer = await work();
    return { answer, change: changeBetween(earlier, await contentsOf(this.#store, prefix), aside) };
  }

  async #ask(act: Act<Node>, send: Send<Node>, node: Node): Promise<Answer> {
    const response = await send(node);
    const { status } = response;
    const text = await response.text().catch(() => undefined);
    // An answer that comes in pieces is broken off: whoever asked has not got it.
    if (text === undefined) return { status, refused: true };
    if (status === 503) assert.match(response.headers.get('retry-after') ?? '', /^\d+$/, act.name);
    assert.ok([503, act.done, act.again].includes(status), `${act.name}: ${status} ${text.slice(0, 300)}`);
    return { status, refused: status === 503 };
  }

  #judge(act: Act<Node>, what: string, answer: Answer, change: Change): void {
    const whole = this.#whole.get(act.name);
    if (answer.refused && leftBy(act, change) !== undefined) return;
    assert.deepEqual(change, whole, `${what}: ${answer.refused ? 'half of it is stored' : 'acknowledged'}`);
  }

  #mustRefuse(act: Act<Node>, fault: FaultName, answer: Answer): void {
    const withstands = act.withstands?.includes(fault) ?? false;
    assert.ok(answer.refused || withstands, `${act.name} while ${fault}: ${answer.status}`);
  }

  /** What was refused and has left nothing can be had afterwards; what was done is done once. */
  async #comesBack(act: Act<Node>, send: Send<Node>, change: Change, before: Answer): Promise<void> {
    const left = before.refused ? leftBy(act, change) : undefined;
    const expected = left?.again ?? act.again ?? act.done;
    assert.equal((await this.#patiently(act, send)).status, expected, `${act.name}: again`);
  }

  async #settles(act: Act<Node>, send: Send<Node>): Promise<void> {
    const { status } = await this.#patiently(act, send);
    assert.ok([act.done, act.again].includes(status), `${act.name}: ${status}`);
  }

  async #patiently(act: Act<Node>, send: Send<Node>): Promise<Answer> {
    for (let i = 1; ; i++) {
      const answer = await this.#ask(act, send, this.#town.hasty);
      if (!answer.refused || i === TRIES) return answer;
    }
  }
}

/** Which of the states between nothing and all; undefined: all, or one that may not be. */
function leftBy(
  { done, between = [] }: Pick<Act<unknown>, 'done' | 'between'>,
  change: Change,
): Between | undefined {
  const nothing = { change: {}, again: done };
  return [nothing, ...between].find((one) => isDeepStrictEqual(one.change, change));
}
