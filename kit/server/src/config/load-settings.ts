/** A configuration from a file (JSON) and the environment, which wins. Nothing is judged here but whether it can be read. */
import { dirname, resolve } from 'node:path';
import type { Environment } from './environment.ts';
import { type ConfigFault, UNKNOWN } from './parse-config.ts';
import { readContent } from './read-content.ts';
import type { Setting } from './settings.ts';

export interface SettingsSources {
  readonly settings: readonly Setting[];
  /** Path of a JSON file. */
  readonly file?: string | undefined;
  readonly environment: Environment;
  /** Names that begin with `KAZASU_` and are no settings. */
  readonly others?: readonly string[];
}

export interface LoadedSettings {
  /** As the schema gets it. */
  readonly input: Record<string, unknown>;
  /** What could not be read, or is not known. */
  readonly faults: readonly ConfigFault[];
  /** Where the value of a place was taken from, or where it could be given. */
  tellSource(path: string): string;
  /** What to do about a name that is not known. */
  tellUnknown(path: string): string;
}

const PREFIX = 'KAZASU_';
const FILE = '_FILE';
/** The one member of an object that stands for the content of a file. */
const FILE_MEMBER = '$file';

/** Never throws; every fault is in the answer, and no value is. */
export function loadSettings(sources: SettingsSources): LoadedSettings {
  const faults: ConfigFault[] = [];
  const input = fromFile(sources, faults);
  const sourceOf = fromEnvironment(sources, input, faults);
  return {
    input,
    faults,
    tellSource: (path) => tellSource(path, sources, sourceOf),
    tellUnknown: (path) =>
      `Take it out${likeliest(
        path,
        sources.settings.map((one) => one.path),
      )}`,
  };
}

function fromFile({ file, settings }: SettingsSources, faults: ConfigFault[]): Record<string, unknown> {
  if (file === undefined) return {};
  const content = readContent(resolve(file), 'json');
  if ('fault' in content) {
    faults.push({ path: `file ${file}`, ...content.fault });
    return {};
  }
  if (!isObject(content.value)) {
    faults.push({ path: `file ${file}`, message: 'must be one JSON object' });
    return {};
  }
  return withContents(content.value, { prefix: '', settings, folder: dirname(resolve(file)), faults });
}

interface Walk {
  readonly prefix: string;
  readonly settings: readonly Setting[];
  readonly folder: string;
  readonly faults: ConfigFault[];
}

/** Puts contents where `{ "$file": … }` stands, at settings alone. */
function withContents(members: Record<string, unknown>, walk: Walk): Record<string, unknown> {
  const entries = Object.entries(members).map(([name, value]): [string, unknown] => {
    const path = `${walk.prefix}${name}`;
    const setting = walk.settings.find((one) => one.path === path);
    if (setting === undefined || !isObject(value)) return [name, value];
    const { [FILE_MEMBER]: named, ...more } = value;
    if (named === undefined)
      return [name, setting.group ? withContents(value, { ...walk, prefix: `${path}.` }) : value];
    if (typeof named !== 'string' || Object.keys(more).length > 0) {
      walk.faults.push({
        path,
        message: `must be { "${FILE_MEMBER}": "path of a file" } and nothing beside`,
      });
      return [name, undefined];
    }
    const content = readContent(resolve(walk.folder, named), setting.kind);
    if ('value' in content) return [name, content.value];
    walk.faults.push({ path, ...content.fault });
    return [name, undefined];
  });
  return Object.fromEntries(entries);
}

/** Outer settings first, so that what is named more closely wins. Returns the variable that each place was taken from. */
function fromEnvironment(
  { settings, environment, others = [] }: SettingsSources,
  input: Record<string, unknown>,
  faults: ConfigFault[],
): ReadonlyMap<string, string> {
  const sourceOf = new Map<string, string>();
  const known = new Set(others);
  const names = new Set(settings.map(({ name }) => name));
  for (const setting of settings) {
    const byFile = names.has(`${setting.name}${FILE}`) ? undefined : `${setting.name}${FILE}`;
    known.add(setting.name);
    if (byFile !== undefined) known.add(byFile);
    const [given, file] = [environment[setting.name], byFile && environment[byFile]];
    if (given && file) {
      faults.push({ path: setting.name, message: `is given twice, by itself and by ${byFile}` });
    } else if (given || file) {
      const content = given ? readValue(given, setting) : readContent(resolve(file ?? ''), setting.kind);
      const name = given ? setting.name : (byFile ?? '');
      if ('fault' in content) faults.push({ path: name, ...content.fault });
      else put(input, setting.path.split('.'), content.value);
      sourceOf.set(setting.path, name);
    }
  }
  faults.push(...unknownNames(environment, known));
  return sourceOf;
}

function unknownNames(environment: Environment, known: ReadonlySet<string>): ConfigFault[] {
  return Object.keys(environment)
    .filter((name) => name.startsWith(PREFIX) && !known.has(name))
    .map((name) => ({
      path: name,
      message: UNKNOWN,
      remedy: `Take it out of the environment${likeliest(name, [...known])}`,
    }));
}

/** In the words of the environment: numbers and booleans as in JSON, lists and objects as JSON. */
function readValue(
  text: string,
  { kind }: Setting,
): { value: unknown } | { fault: Omit<ConfigFault, 'path'> } {
  if (kind === 'text') return { value: text };
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    const remedy = kind === 'json' ? 'Write it as JSON.' : `Write a ${kind} as in JSON.`;
    return { fault: { message: `must be ${kind === 'json' ? 'JSON' : `a ${kind}`}`, remedy } };
  }
}

function put(input: Record<string, unknown>, [name = '', ...below]: readonly string[], value: unknown): void {
  if (below.length === 0) {
    input[name] = value;
    return;
  }
  const inner = isObject(input[name]) ? { ...input[name] } : {};
  put(inner, below, value);
  input[name] = inner;
}

function tellSource(path: string, sources: SettingsSources, sourceOf: ReadonlyMap<string, string>): string {
  const parts = path.split('.');
  for (let length = parts.length; length > 0; length -= 1) {
    const outer = parts.slice(0, length).join('.');
    const name = sourceOf.get(outer);
    if (name !== undefined) return `It was taken from ${name}.`;
    const setting = sources.settings.find((one) => one.path === outer);
    if (setting !== undefined) {
      const inFile = sources.file === undefined ? 'in a configuration file' : `in ${sources.file}`;
      return `Set it ${inFile}, or by ${setting.name} or ${setting.name}${FILE}.`;
    }
  }
  return '';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The name that was probably meant, where one is near. */
function likeliest(name: string, known: readonly string[]): string {
  const [best] = known
    .map((one) => ({ one, distance: distanceOf(name, one) }))
    .sort((a, b) => a.distance - b.distance);
  const near = Math.floor((name.length - (name.startsWith(PREFIX) ? PREFIX.length : 0)) / 3);
  return best !== undefined && best.distance <= near ? `; did you mean ${best.one}?` : '.';
}

/** Levenshtein's distance. */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, replaced));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
