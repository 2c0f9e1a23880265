import type { IncomingMessage } from 'node:http';

/** A code, or the id of a reader; nothing that is said to the agent is longer. */
const BODY_MAX = 256;

/** The member of a small JSON object that is a text; undefined for whatever else is sent. Reads no further than it must. */
export async function textMember(request: IncomingMessage, name: string): Promise<string | undefined> {
  const octets = await bounded(request);
  if (octets === undefined || !/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
    return undefined;
  }
  try {
    const body: unknown = JSON.parse(octets.toString('utf8'));
    const member = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
    return typeof member === 'string' ? member : undefined;
  } catch {
    return undefined;
  }
}

async function bounded(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += (chunk as Buffer).length;
    if (length > BODY_MAX) return undefined;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
