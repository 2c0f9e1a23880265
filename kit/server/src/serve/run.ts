import { ConfigError } from '../config/index.ts';
import { KeyError } from '../keys/index.ts';
import { codeOf, createLog } from '../log/index.ts';
import { StoreError } from '../store/index.ts';
import { ClusterMismatch } from './cluster.ts';
import type { Configuration } from './configuration.ts';
import { EXIT } from './exit.ts';
import { type Managed, type Management, openManagement } from './management.ts';
import { type Leaving, type Node, openNode } from './node.ts';
import { notifySystemd } from './notify.ts';
import { isWorker, obeyParent } from './parent.ts';
import type { AnyService } from './service.ts';
import { EXIT_OF, onStopSignals, type StopSignal } from './stop-signals.ts';
import { PATIENCE, type Patience, Workers } from './workers.ts';

export interface RunOptions {
  readonly service: AnyService;
  /** As file and environment say now; asked again at every SIGHUP. Throws a ConfigError. */
  configure(): Configuration;
  /** Parts of the cluster's identity that are to be as here from now on. */
  readonly accept: readonly string[];
  /** Gets what an operator must read: why nothing started, and what to do. */
  onProblem(text: string): void;
  readonly patience?: Patience;
}

/**
 * Runs a service in the foreground until SIGTERM or SIGINT; resolves to the exit code, and then nothing is left under way. A second
 * signal ends the process at once.
 */
export async function runService(options: RunOptions): Promise<number> {
  if (isWorker()) return runWorker(options);
  let configuration: Configuration;
  try {
    configuration = options.configure();
  } catch (error) {
    options.onProblem(tellProblem(error));
    return exitOf(error);
  }
  return configuration.process.workers > 1
    ? runWorkers(options, configuration)
    : runAlone(options, configuration);
}

async function runAlone({ service, accept, onProblem }: RunOptions, configuration: Configuration) {
  const stopped = whenStopped();
  process.on('SIGHUP', () =>
    opened?.log.warn('reload.ignored', { reason: 'only workers are replaced: set workers' }),
  );
  let opened: Node | undefined;
  const managed: Managed = {
    readiness: async () => (opened === undefined ? 'starting' : opened.readiness()),
    metrics: async () => opened?.metrics() ?? '',
  };
  let node: Node;
  let management: Management | undefined;
  try {
    management = await managementFor(service, configuration, managed);
    node = await openNode(service, configuration, { accept });
    opened = node;
  } catch (error) {
    management?.close();
    onProblem(tellProblem(error));
    return exitOf(error);
  }
  const { log } = node;
  log.info('service.ready', { url: node.url, processId: process.pid });
  notifySystemd('READY=1', log);
  await stopped.first;
  notifySystemd('STOPPING=1', log);
  log.info('service.stopping');
  const cut = await node.stop();
  management?.close();
  return ended(log, cut);
}

async function runWorkers(options: RunOptions, configuration: Configuration): Promise<number> {
  const { service, accept, patience = PATIENCE } = options;
  const log = createLog({ service: service.name, level: configuration.process.log.level });
  const workers = new Workers({ configuration, log, accept, patience });
  const stopped = whenStopped(() => workers.kill());
  let management: Management | undefined;
  try {
    management = await managementFor(service, configuration, workers);
  } catch (error) {
    options.onProblem(tellProblem(error));
    return exitOf(error);
  }
  process.on('SIGHUP', () => {
    try {
      void workers.replaceAll(options.configure());
    } catch (error) {
      log.error('reload.failed', { code: codeOf(error) });
      options.onProblem(tellProblem(error));
    }
  });
  const begun = await Promise.race([workers.start(), stopped.first]);
  if (typeof begun === 'number') {
    management?.close();
    return begun;
  }
  if (begun !== undefined) {
    log.info('service.ready', { url: begun, processId: process.pid, count: configuration.process.workers });
    notifySystemd('READY=1', log);
  }
  await stopped.first;
  notifySystemd('STOPPING=1', log);
  log.info('service.stopping');
  const whole = await workers.stop();
  management?.close();
  log.info('service.stopped');
  return whole ? EXIT.done : EXIT.failed;
}

/** Signals reach workers too where a terminal sends them to all; whoever stops one by hand gets the same. */
function runWorker({ service, onProblem }: RunOptions): Promise<number> {
  let node: Node | undefined;
  return new Promise((resolve) => {
    const stop = async (leaving?: Leaving) => {
      const cut = (await node?.stop(leaving)) ?? 0;
      resolve(cut === 0 ? EXIT.done : EXIT.failed);
    };
    onStopSignals(
      () => void stop(),
      () => {},
    );
    // That one is for the first process, also where a terminal sends it to all.
    process.on('SIGHUP', () => {});
    obeyParent({
      start: async (configuration, { accept, connections }) => {
        try {
          node = await openNode(service, configuration, { accept, connections });
          return node.url;
        } catch (error) {
          onProblem(tellProblem(error));
          resolve(exitOf(error));
          return undefined;
        }
      },
      tell: async (question) => {
        if (node === undefined) return question === 'readiness' ? 'starting' : '';
        return question === 'metrics' ? node.metrics() : ((await node.readiness()) ?? '');
      },
      stop: (leaving) => void stop(leaving),
    });
  });
}

async function managementFor(
  { name }: AnyService,
  { process: { management, log } }: Configuration,
  managed: Managed,
): Promise<Management | undefined> {
  if (management === undefined) return undefined;
  const open = await openManagement(management, managed);
  createLog({ service: name, level: log.level }).info('management.ready', { port: open.port });
  return open;
}

function ended(log: Node['log'], cut: number): number {
  if (cut === 0) {
    log.info('service.stopped');
    return EXIT.done;
  }
  log.warn('service.stopped', { count: cut, reason: 'requests were cut off at the deadline' });
  return EXIT.failed;
}

/** The first signal resolves; the second ends the process as it stands. */
function whenStopped(beforeEnd = () => {}): { readonly first: Promise<undefined> } {
  const first = new Promise<undefined>((resolve) => {
    onStopSignals(
      () => resolve(undefined),
      (signal: StopSignal) => {
        beforeEnd();
        process.exit(EXIT_OF[signal]);
      },
    );
  });
  return { first };
}

function exitOf(error: unknown): number {
  return error instanceof ConfigError || error instanceof ClusterMismatch ? EXIT.refused : EXIT.failed;
}

/** Cause and remedy, for whoever has to make it start. Messages of other packages are not repeated. */
export function tellProblem(error: unknown): string {
  if (error instanceof ConfigError) {
    const lines = error.faults.map(
      ({ path, message, remedy }) =>
        `  ${path || 'all'}: ${message}.${remedy === undefined ? '' : ` ${remedy}`}`,
    );
    const count = lines.length === 1 ? 'a fault' : `${lines.length} faults`;
    return [`The configuration has ${count}; nothing was started.`, ...lines].join('\n');
  }
  if (error instanceof ClusterMismatch) {
    return [
      `Refused: ${error.message}.`,
      'Give this node the settings and the key folder of the others. If the change is meant, for all nodes:',
      `  ${error.parts.map((part) => `--accept-change ${part}`).join(' ')}`,
    ].join('\n');
  }
  if (error instanceof StoreError)
    return `The database cannot be used (${error.code}): ${error.message}.\nDoes it answer, and may its user make tables?`;
  if (error instanceof KeyError) return `A key cannot be used (${error.code}): ${error.message}.`;
  const code = codeOf(error);
  if (code === 'EADDRINUSE')
    return 'The port is taken (EADDRINUSE).\nEnd who listens there, or set listen.port.';
  return `It cannot be started (${code}): ${error instanceof Error ? error.message : 'unknown'}.`;
}
