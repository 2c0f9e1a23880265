import { systemClock } from '@kazasu/server/clock';
import { atCard } from '../card/index.ts';
import { CommandProblem } from '../problem.ts';
import { stopBySignal } from '../stop-by-signal.ts';
import type { Terminal } from '../terminal.ts';
import { type Agent, type AgentOptions, openAgent } from './agent.ts';
import { readersOfThisComputer } from './house.ts';
import { telling } from './telling.ts';

/** As typed; origins are read already. */
export interface AgentTyped {
  readonly port: number;
  readonly origins: readonly string[];
  readonly reader?: string | undefined;
  readonly json?: boolean | undefined;
}

/** `kazasu agent`: until Ctrl+C or SIGTERM; then no card keeps its power. */
export async function runAgent(
  { port, origins, reader, json }: AgentTyped,
  terminal: Terminal,
): Promise<void> {
  const house = readersOfThisComputer(reader);
  // Whether there is PC/SC at all is better told here than on the page.
  await atCard({ holder: 'reader' }, undefined, () => house.list());
  const { signal, stop } = stopBySignal();
  try {
    const tell = telling(terminal, { origins, json: json === true });
    const agent = await opened({ port, origins, house, clock: systemClock, tell });
    if (!signal.aborted) await new Promise((end) => signal.addEventListener('abort', end, { once: true }));
    await agent.close();
    terminal.note('The agent has ended; no card is held any more.');
  } finally {
    stop();
  }
}

async function opened(options: AgentOptions): Promise<Agent> {
  try {
    return await openAgent(options);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw cause;
    throw new CommandProblem(
      'unreachable',
      `Port ${options.port} of this computer is taken.`,
      'Does another agent run? End it, or name another port in KAZASU_AGENT_PORT, for the town too; an app of your own must know it (agentUrl).',
    );
  }
}
