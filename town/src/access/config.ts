import { resolve } from 'node:path';
import { AGENT_DEFAULT_PORT } from '@kazasu/reader/agent';
import { parseConfig } from '@kazasu/server/config';
import * as v from 'valibot';
import { PORT_COUNT } from './urls.ts';

const port = (last: number) =>
  v.pipe(v.string(), v.regex(/^\d{1,5}$/), v.transform(Number), v.minValue(1), v.maxValue(last));

const Settings = v.object({
  /** First of the ports; the services are at fixed distances from it. */
  KAZASU_PORT: v.optional(port(65_536 - PORT_COUNT), '4000'),
  /** Where `kazasu agent` listens on the computer of whoever looks at the app. */
  KAZASU_AGENT_PORT: v.optional(port(65_535), String(AGENT_DEFAULT_PORT)),
  /** Folder of everything that the town keeps. */
  KAZASU_DATA: v.optional(v.pipe(v.string(), v.minLength(1)), 'data'),
  /** A PostgreSQL to use instead of files for what the services store. */
  DATABASE_URL: v.optional(v.pipe(v.string(), v.regex(/^postgres(?:ql)?:\/\//))),
});

export interface TownConfig {
  readonly port: number;
  readonly agentPort: number;
  /** Absolute. */
  readonly dataFolder: string;
  readonly databaseUrl: string | undefined;
}

/** Reads KAZASU_PORT, KAZASU_AGENT_PORT, KAZASU_DATA and DATABASE_URL; an empty value counts as none. Throws a ConfigError. */
export function townConfig(environment: Readonly<Record<string, string | undefined>>): TownConfig {
  const given = Object.fromEntries(
    Object.keys(Settings.entries)
      .map((name) => [name, environment[name]] as const)
      .filter(([, value]) => value !== undefined && value !== ''),
  );
  const settings = parseConfig(Settings, given);
  return {
    port: settings.KAZASU_PORT,
    agentPort: settings.KAZASU_AGENT_PORT,
    dataFolder: resolve(settings.KAZASU_DATA),
    databaseUrl: settings.DATABASE_URL,
  };
}
