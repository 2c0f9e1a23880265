import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { ConfigError, environment } from '@kazasu/server/config';
import {
  type AnyService,
  EXIT,
  readConfiguration,
  runService,
  shownConfiguration,
  tellProblem,
} from '@kazasu/server/serve';
import { generalHelp, serviceHelp } from './help.ts';
import { isServiceName, SERVICES } from './services.ts';

const OPTIONS = {
  config: { type: 'string' },
  workers: { type: 'string' },
  'accept-change': { type: 'string', multiple: true },
  check: { type: 'boolean' },
  'print-config': { type: 'boolean' },
  schema: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

/** What was typed behind `kazasu serve`. */
type Typed = ReturnType<typeof parse>['values'];

function parse(words: readonly string[]) {
  return parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true });
}

/** Runs what was typed behind `kazasu serve`; resolves to the exit code. */
export async function serveCommand(words: readonly string[]): Promise<number> {
  const say = (text: string) => void process.stdout.write(`${text}\n`);
  const onProblem = (text: string) => void process.stderr.write(`${text}\n`);
  let typed: ReturnType<typeof parse>;
  try {
    typed = parse(words);
  } catch (error) {
    onProblem(`${error instanceof Error ? error.message : 'not understood'}\nSee kazasu serve --help.`);
    return EXIT.usage;
  }
  const [name, ...more] = typed.positionals;
  if (name === undefined && typed.values.help === true) {
    say(generalHelp());
    return EXIT.done;
  }
  if (!isServiceName(name) || more.length > 0) {
    onProblem(`Which service? One of ${Object.keys(SERVICES).join(', ')}.\nSee kazasu serve --help.`);
    return EXIT.usage;
  }
  const service = await SERVICES[name]();
  if (typed.values.help === true) {
    say(serviceHelp(service));
    return EXIT.done;
  }
  if (typed.values.schema === true) {
    const { configurationSchema } = await import('./json-schema.ts');
    say(JSON.stringify(configurationSchema(service), null, 2));
    return EXIT.done;
  }
  return act(service, typed.values, { say, onProblem });
}

interface Telling {
  say(text: string): void;
  onProblem(text: string): void;
}

async function act(service: AnyService, typed: Typed, { say, onProblem }: Telling): Promise<number> {
  const configure = () => {
    const workers = workersOf(typed.workers);
    return readConfiguration(service, { file: typed.config, environment: environment(), workers });
  };
  if (typed.check !== true && typed['print-config'] !== true)
    return runService({ service, configure, accept: typed['accept-change'] ?? [], onProblem });
  try {
    const configuration = configure();
    say(
      typed['print-config'] === true
        ? JSON.stringify(shownConfiguration(service, configuration), null, 2)
        : `The configuration of ${service.name} is complete.`,
    );
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    onProblem(tellProblem(error));
    return EXIT.refused;
  }
}

/** `auto`: one for each core. What is no number is left to the schema. */
function workersOf(typed: string | undefined): number | undefined {
  if (typed === undefined) return undefined;
  return typed === 'auto' ? availableParallelism() : Number(typed);
}
