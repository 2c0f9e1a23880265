import type { GenericSchema } from 'valibot';
import {
  ConfigError,
  type ConfigFault,
  type Environment,
  type LoadedSettings,
  loadSettings,
  MISSING,
  maskedSettings,
  parseConfig,
  type Setting,
  settingsOf,
  UNKNOWN,
} from '../config/index.ts';
import { PROCESS_NAMES, type ProcessConfig, processSchema } from './process-settings.ts';
import type { AnyService } from './service.ts';

export interface Sources {
  /** Path of a JSON file. */
  readonly file?: string | undefined;
  readonly environment: Environment;
  /** Of the command line; wins over both. */
  readonly workers?: number | undefined;
}

/** As it goes from the first process to its workers: plain data. */
export interface Configuration {
  readonly process: ProcessConfig;
  /** Of the service, as they were given. Secrets are in them. */
  readonly settings: Record<string, unknown>;
}

/** Names the configuration file, as `--config` does. */
export const CONFIG_VARIABLE = 'KAZASU_CONFIG';

/** Every setting of a service's process, its own first. */
export function settingsFor(service: AnyService): Setting[] {
  const schema = processSchema(service.stored, service.port);
  return settingsOf(
    { ...service.settings.entries, ...schema.entries },
    { ...PROCESS_NAMES, ...service.names },
  );
}

/** Throws a ConfigError with every fault of file and environment, each with a remedy. */
export function readConfiguration(service: AnyService, sources: Sources): Configuration {
  const settings = settingsFor(service);
  const file = sources.file ?? (sources.environment[CONFIG_VARIABLE] || undefined);
  const { environment } = sources;
  const loaded = loadSettings({ settings, file, environment, others: [CONFIG_VARIABLE] });
  if (sources.workers !== undefined) loaded.input.workers = sources.workers;
  const schema = processSchema(service.stored, service.port);
  const [ofProcess, ofService] = apart(loaded.input, new Set(Object.keys(schema.entries)));
  const faults = [...loaded.faults];
  const process = judged(schema, ofProcess, faults);
  judged(service.settings, ofService, faults);
  faults.push(...differingProxies(service, ofService, process as ProcessConfig | undefined));
  if ((process as ProcessConfig | undefined)?.keys?.token !== undefined && service.tokens !== true)
    faults.push({ path: 'keys.token', message: 'this service keeps its keys in the folder alone' });
  if (faults.length > 0)
    throw new ConfigError(
      faults.flatMap((fault) => membersMissing(fault, settings)).map((fault) => explained(fault, loaded)),
    );
  return { process: process as ProcessConfig, settings: ofService };
}

/** By what was given: a default says nothing against it. */
function differingProxies(
  service: AnyService,
  settings: Record<string, unknown>,
  process: ProcessConfig | undefined,
): ConfigFault[] {
  const own = service.trustedProxies?.(settings);
  const atDoor = process?.limits.trustedProxies;
  if (own === undefined || atDoor === undefined || own === atDoor) return [];
  const message =
    'differs from trustedProxies: the service and its limits believe the same proxies; give one of the two';
  return [{ path: 'limits.trustedProxies', message }];
}

/** What holds, defaults included, with nothing in the place of secrets. */
export function shownConfiguration(service: AnyService, { process, settings }: Configuration): object {
  const complete = { ...process, ...(parseConfig(service.settings, settings) as object) };
  return maskedSettings(complete, settingsFor(service));
}

/** Where a place was already found unreadable, the schema's word that it is missing adds nothing. */
function judged(schema: GenericSchema, input: unknown, faults: ConfigFault[]): unknown {
  try {
    return parseConfig(schema, input);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const known = new Set(faults.map(({ path }) => path));
    faults.push(...error.faults.filter(({ path }) => !known.has(path)));
    return undefined;
  }
}

function apart(input: Record<string, unknown>, names: ReadonlySet<string>) {
  const pick = (wanted: boolean) =>
    Object.fromEntries(Object.entries(input).filter(([name]) => names.has(name) === wanted));
  return [pick(true), pick(false)] as const;
}

/** Where a group is missing, what is missing is what it must have. */
function membersMissing(fault: ConfigFault, settings: readonly Setting[]): ConfigFault[] {
  const members = settings.filter(
    ({ path, required, group }) => path.startsWith(`${fault.path}.`) && required && !group,
  );
  if (fault.message !== MISSING || members.length === 0) return [fault];
  return members.map(({ path }) => ({ path, message: MISSING }));
}

function explained(fault: ConfigFault, { tellSource, tellUnknown }: LoadedSettings): ConfigFault {
  const tell = fault.message === UNKNOWN ? tellUnknown : tellSource;
  return { ...fault, remedy: fault.remedy ?? tell(fault.path) };
}
