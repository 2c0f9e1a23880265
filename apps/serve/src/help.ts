import { type AnyService, settingsFor } from '@kazasu/server/serve';
import { SERVICES } from './services.ts';

const OPTIONS = `Options:
  --config FILE           settings as JSON; KAZASU_CONFIG names it too
  --workers N             processes that share the port; auto: one for each core (1)
  --check                 judge the configuration and exit
  --print-config          show what holds, defaults included, secrets masked, and exit
  --schema                show what the configuration file may say, as JSON Schema, and exit
  --accept-change PART    from now on the cluster is as this node: issuer, profile, schema, … (may be given several times)
  --help                  this text, and with a service its settings`;

const CODES = `Exit codes:
  0    stopped, and everything under way was answered
  1    could not start, or requests were cut off at the deadline
  2    the command was not understood
  78   the configuration has faults, or differs from the cluster's: starting again will not help

Signals:
  SIGTERM, SIGINT   not ready, drain, finish, end; a second one ends at once
  SIGHUP            with workers: reads the configuration anew and replaces them one by one

Probes: /livez and /readyz, on the service's port and on the management port, which alone has /metrics.`;

export function generalHelp(): string {
  return `kazasu serve SERVICE [OPTIONS]

Runs one service as a process. SERVICE is one of ${Object.keys(SERVICES).join(', ')}.
See kazasu serve SERVICE --help for its settings, and docs/operate/deploy.md.

${OPTIONS}

${CODES}`;
}

export function serviceHelp(service: AnyService): string {
  const rows = settingsFor(service).map(({ path, name, required, fallback, group, secret }) => {
    const notes = [
      required && !group ? 'required' : '',
      secret ? 'secret' : '',
      fallback === undefined || (group && typeof fallback === 'object') ? '' : JSON.stringify(fallback),
    ].filter((note) => note !== '');
    return { path, name, note: notes.join(', ') };
  });
  const width = (pick: (row: (typeof rows)[number]) => string) =>
    Math.max(...rows.map((row) => pick(row).length));
  const [paths, names] = [width((row) => row.path), width((row) => row.name)];
  const lines = rows.map(({ path, name, note }) =>
    `  ${path.padEnd(paths)}  ${name.padEnd(names)}  ${note}`.trimEnd(),
  );
  return `kazasu serve ${service.name} [OPTIONS]

${service.summary}

${OPTIONS}

Settings, in the file and in the environment, which wins. NAME_FILE names a file with the value; so does { "$file": "path" } in the
configuration file. What has parts is JSON in the environment.
${lines.join('\n')}

${CODES}`;
}
