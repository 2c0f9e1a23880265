/** What is done with a service's database and keys at hand, by the configuration of its service. */
import { ConfigError, type environment } from '@kazasu/server/config';
import { KeyError, type KeyFolder, type TokenKeys } from '@kazasu/server/keys';
import { EXIT, openCustody, openDatabase, readConfiguration, tellProblem } from '@kazasu/server/serve';
import { type Store, StoreError } from '@kazasu/server/store';
import { ADMINISTERED, type AdministeredName, SERVICES } from './services.ts';

type Variables = ReturnType<typeof environment>;

/** What was typed is not understood. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export interface AtHand {
  readonly store: Store;
  readonly keys: KeyFolder;
  readonly tokenKeys?: TokenKeys;
  /** As the audit log has it. */
  readonly actor: string;
  /** Whether the configuration wants two named administrators to agree. */
  readonly fourEyes: boolean;
}

/** Throws a UsageError, and rejects with a ConfigError, a KeyError or a StoreError. */
export async function withServiceAtHand<T>(
  name: AdministeredName,
  { by = 'admin', config: file }: { readonly by?: string | undefined; readonly config?: string | undefined },
  variables: Variables,
  work: (atHand: AtHand) => Promise<T>,
): Promise<T> {
  if (!/^[\w.@-]{1,100}$/.test(by)) throw new UsageError('--by is a name of letters, digits and . _ @ -');
  const service = await SERVICES[name]();
  const { process: config, settings } = readConfiguration(service, { file, environment: variables });
  const { close, ...custody } = await openCustody(config.keys ?? { folder: '' }, {
    purpose: service.name,
    mayCreate: true,
  });
  try {
    const store = await openDatabase(config);
    try {
      const actor = by === 'admin' ? by : `admin:${by}`;
      return await work({
        ...custody,
        store,
        actor,
        fourEyes: (await ADMINISTERED[name]()).twoMustAgree(settings),
      });
    } finally {
      await store.close();
    }
  } finally {
    close();
  }
}

/** A command of this kind, apart from how it begins and ends. */
export interface AtHandCommand<Typed extends { readonly values: { readonly help?: boolean | undefined } }> {
  /** Throws whatever parseArgs of Node throws. */
  parse(words: readonly string[]): Typed;
  readonly help: string;
  /** Where help is found, as it is typed. */
  readonly name: string;
  /** Resolves to what is said. Throws a UsageError for what was typed and makes no sense. */
  run(typed: Typed, variables: Variables): Promise<string>;
  /** What it says of an error of its own, cause and remedy; undefined for one that it does not know. */
  messageOf(error: Error): string | undefined;
}

export interface Surroundings {
  readonly say: (text: string) => void;
  readonly onProblem: (text: string) => void;
  readonly variables: Variables;
}

/** Does what was typed behind it; resolves to the exit code. Rejects with what neither it nor anybody here knows. */
export async function runAtHand<Typed extends { readonly values: { readonly help?: boolean | undefined } }>(
  command: AtHandCommand<Typed>,
  words: readonly string[],
  { say, onProblem, variables }: Surroundings,
): Promise<number> {
  try {
    const typed = understand(command, words);
    say(typed.values.help === true ? command.help : await command.run(typed, variables));
    return EXIT.done;
  } catch (error) {
    const usage = error instanceof UsageError;
    onProblem(`${problemOf(error, command)}${usage ? `\nSee ${command.name} --help.` : ''}`);
    return usage ? EXIT.usage : error instanceof ConfigError ? EXIT.refused : EXIT.failed;
  }
}

function understand<Typed>(
  command: { parse(words: readonly string[]): Typed },
  words: readonly string[],
): Typed {
  try {
    return command.parse(words);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'not understood');
  }
}

/** A key error names files and remedies; of a database the message alone. */
function problemOf(error: unknown, command: Pick<AtHandCommand<never>, 'messageOf'>): string {
  if (error instanceof ConfigError) return tellProblem(error);
  if (error instanceof Error) {
    const told = command.messageOf(error);
    if (told !== undefined) return told;
    if ([UsageError, KeyError, StoreError].some((kind) => error instanceof kind)) return error.message;
  }
  throw error;
}
