import { fromUtf8 } from '@kazasu/bytes';
import * as v from 'valibot';
import { readBytes } from './body.ts';
import { HttpError } from './http-error.ts';

/**
 * Reads an `application/json` body and returns what the schema makes of it. Throws an HttpError; `http/malformed`
 * covers broken UTF-8, broken JSON and a value that the schema refuses. Not even the place is told: the names of
 * members are the sender's too.
 */
export async function readJson<const Schema extends v.GenericSchema>(
  request: Request,
  schema: Schema,
  maxBytes: number,
): Promise<v.InferOutput<Schema>> {
  const body = await readBytes(request, 'application/json', maxBytes);
  const result = v.safeParse(schema, parse(body), { abortEarly: true });
  if (result.success) return result.output;
  throw new HttpError('http/malformed', 'not the expected JSON');
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(body));
  } catch {
    throw new HttpError('http/malformed', 'not JSON in UTF-8');
  }
}
