import type { Setting } from '@kazasu/server/config';
import { type AnyService, settingsFor } from '@kazasu/server/serve';
import { toJsonSchema } from '@valibot/to-json-schema';

type Schema = Readonly<Record<string, unknown>>;

const CONTENT_OF_FILE: Schema = {
  description: 'The content of this file, whose path is from the folder of the configuration file.',
  type: 'object',
  properties: { $file: { type: 'string', minLength: 1 } },
  required: ['$file'],
  additionalProperties: false,
};

/**
 * What the configuration file of a service may say, as JSON Schema (draft 2020-12), for editors and for programs that write such files. Nothing is
 * required in it: whatever the file lacks may come from the environment. Whether all together is complete is judged by `--check`.
 */
export function configurationSchema(service: AnyService): Schema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `Configuration file of kazasu serve ${service.name}`,
    ...groupOf('', settingsFor(service)),
    $defs: { file: CONTENT_OF_FILE },
  };
}

/** Of an object with all the settings right below the prefix, and no other member. */
function groupOf(prefix: string, settings: readonly Setting[]): Schema {
  const members = settings
    .map((setting) => ({ setting, name: setting.path.slice(prefix.length) }))
    .filter(({ setting, name }) => setting.path.startsWith(prefix) && !name.includes('.'));
  const properties = members.map(({ name, setting }) => [name, placeOf(setting, settings)]);
  return { type: 'object', properties: Object.fromEntries(properties), additionalProperties: false };
}

function placeOf(setting: Setting, settings: readonly Setting[]): Schema {
  const { path, name, required, secret, group, fallback } = setting;
  const notes = [`In the environment ${name}.`, required && 'Required.', secret && 'A secret: name a file.'];
  return {
    description: notes.filter((note) => note !== false).join(' '),
    anyOf: [group ? groupOf(`${path}.`, settings) : leafOf(setting), { $ref: '#/$defs/file' }],
    ...(fallback !== undefined && { default: fallback }),
  };
}

/** Members that valibot's words have beside those of JSON Schema; the version stands at the top alone. */
const NOT_BELOW = ['$schema', 'secret'];

/** Without what JSON Schema cannot say: that is judged when the process starts. */
function leafOf(setting: Setting): Schema {
  const options = { target: 'draft-2020-12', typeMode: 'input', errorMode: 'ignore' } as const;
  const value = Object.entries(toJsonSchema(setting.schema, options));
  return {
    ...Object.fromEntries(value.filter(([name]) => !NOT_BELOW.includes(name))),
    ...(setting.secret && { writeOnly: true }),
  };
}
