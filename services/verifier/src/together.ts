import type { StatementRunner } from '@kazasu/server/store';

/** What one statement asks for at most; it is padded to one of these numbers, so that its texts are few. */
const SIZES = [1, 4, 16, 64] as const;
const MOST = 64;
/** Statements under way at once: who comes meanwhile waits, and is asked for together with others. */
const AT_ONCE = 2;

/** Reads the values of several keys of one group (a tenant, say); what is not there is not in the answer. */
export type ReadMany<Value> = (
  store: StatementRunner,
  group: string,
  keys: readonly string[],
) => Promise<ReadonlyMap<string, Value>>;

type LookUp<Value> = (store: StatementRunner, group: string, key: string) => Promise<Value | undefined>;

interface Question<Value> {
  readonly group: string;
  readonly key: string;
  settle(value: Value | undefined): void;
  fail(error: unknown): void;
}

/**
 * Lets many who look up rows of one kind share a statement. It is shared by those alone who asked before it began, and nothing is kept
 * behind it: what was committed before somebody asked is in the answer that they get, in whichever process it was committed.
 * Groups never share one.
 */
export function lookUpTogether<Value>(read: ReadMany<Value>): LookUp<Value> {
  const lookUps = new WeakMap<StatementRunner, (group: string, key: string) => Promise<Value | undefined>>();
  return (store, group, key) => {
    const known = lookUps.get(store) ?? lookUpIn((each, keys) => read(store, each, keys));
    lookUps.set(store, known);
    return known(group, key);
  };
}

function lookUpIn<Value>(
  read: (group: string, keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
) {
  let waiting: Question<Value>[] = [];
  let underWay = 0;
  const next = async (): Promise<void> => {
    // Everybody who asks in this turn of the event loop is let in.
    await new Promise((resolve) => void setImmediate(resolve));
    while (waiting.length > 0) {
      const group = waiting[0]?.group;
      const some = waiting.filter((each) => each.group === group).slice(0, MOST);
      const taken = new Set(some);
      waiting = waiting.filter((each) => !taken.has(each));
      await answer(some, read);
    }
    underWay -= 1;
  };
  return (group: string, key: string) =>
    new Promise<Value | undefined>((settle, fail) => {
      waiting.push({ group, key, settle, fail });
      if (underWay === AT_ONCE) return;
      underWay += 1;
      void next();
    });
}

async function answer<Value>(
  questions: readonly Question<Value>[],
  read: (group: string, keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
): Promise<void> {
  try {
    const keys = [...new Set(questions.map(({ key }) => key))];
    const found = await read(questions[0]?.group ?? '', padded(keys));
    for (const { key, settle } of questions) settle(found.get(key));
  } catch (error) {
    for (const { fail } of questions) fail(error);
  }
}

function padded(keys: readonly string[]): readonly string[] {
  const size = SIZES.find((each) => each >= keys.length) ?? MOST;
  const last = keys.at(-1) ?? '';
  return Array.from({ length: size }, (_, i) => keys[i] ?? last);
}

/** `$2, $3, $4` for three keys after one other value. */
export function placesAfter(before: number, keys: readonly string[]): string {
  return keys.map((_, i) => `$${before + i + 1}`).join(', ');
}
