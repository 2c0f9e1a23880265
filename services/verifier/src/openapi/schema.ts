import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';

type Json = { readonly [name: string]: unknown };

/**
 * A schema as OpenAPI 3.1 has it (JSON Schema 2020-12): of what is sent. What no conversion can know, such as that a text is a
 * number, the schema's metadata state, see parameter.ts.
 */
export function schemaOf(schema: v.GenericSchema): Json {
  const { $schema: _dialect, ...made } = toJsonSchema(schema, {
    target: 'draft-2020-12',
    typeMode: 'input',
    errorMode: 'ignore',
  });
  return stated(made) as Json;
}

/** The same with whatever states its own form in its place. */
function stated(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(stated);
  if (typeof node !== 'object' || node === null) return node;
  if ('stated' in node && typeof node.stated === 'object') {
    const standard = 'default' in node ? { default: node.default } : {};
    return { ...node.stated, ...standard };
  }
  return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, stated(value)]));
}
