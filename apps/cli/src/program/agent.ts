import { environment } from '@kazasu/server/config';
import { portsFrom, townConfig, urlsOf } from '@kazasu/town/access';
import { type Command, InvalidArgumentError } from 'commander';
import { parseOrigin, runAgent } from '../agent/index.ts';
import type { Terminal } from '../terminal.ts';

const AFTER_HELP = `
The app in the browser cannot reach a card reader by itself; this lends it those of this computer (PC/SC). In the app
choose the card reader of this computer, and type the code that is shown here: it holds for two minutes, once. Only pages
of the named origins are answered, only on this computer, and one of them holds a card at a time. What goes to the card
and back is shown and kept nowhere.

Browsers ask whether the app may reach this computer's own network (Chrome 142 and later): allow it. Safari lets no page
that came by https reach the agent.

Examples:
  kazasu agent
  kazasu agent --origin https://phone.example --reader 'ACS'
See docs/use/agent.md for readers, drivers and what to do when something does not work.`;

interface Typed {
  readonly port: number;
  readonly origin?: readonly string[];
  readonly reader?: string;
  readonly json?: boolean;
}

export function addAgentCommand(program: Command, terminal: Terminal): void {
  const town = townConfig(environment());
  const { phone } = urlsOf(portsFrom(town.port));
  program
    .command('agent')
    .description('lend the card readers of this computer to the app in the browser')
    .option('--port <number>', 'port of this computer’s own address', portNumber, town.agentPort)
    .option(
      '--origin <url>',
      `whose pages are answered, may be given several times (default: ${phone})`,
      (typed: string, before: readonly string[] = []) => [...before, typed],
    )
    .option('--reader <name>', 'lend only readers with this in their name')
    .option('--json', 'a line of JSON for each thing that happens: {event, …}')
    .addHelpText('after', AFTER_HELP)
    .action(({ origin, ...options }: Typed) =>
      runAgent({ ...options, origins: (origin ?? [phone]).map(parseOrigin) }, terminal),
    );
}

function portNumber(typed: string): number {
  const port = /^\d{1,5}$/.test(typed) ? Number(typed) : Number.NaN;
  if (!(port >= 0 && port <= 65_535)) throw new InvalidArgumentError('A port is a number up to 65535.');
  return port;
}
