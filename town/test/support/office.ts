import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTownOffice } from '@kazasu/example-town-office';
import { serve } from '@kazasu/server/http';
import type { TestTown } from './fresh-town.ts';

export interface TestOffice {
  readonly origin: string;
  /** Of its tenant at the verifier. */
  readonly apiKey: string;
  /** What it was told to mend. */
  readonly faults: readonly unknown[];
  close(): Promise<void>;
}

let count = 0;

/** A town office beside the town's own, on a port of its own, that reaches provider and verifier by `reach`. */
export async function openOffice({ town, dataFolder }: TestTown, reach: typeof fetch): Promise<TestOffice> {
  count += 1;
  const clientId = `OFFICE${count}`;
  const { urls } = town;
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  // The site is known once its address is.
  let answer: (request: Request) => Response | Promise<Response> = () => new Response('', { status: 503 });
  const server = await serve({ fetch: (request) => answer(request) }, { hostname: 'localhost', port: 0 });
  await town.addClient({
    clientId,
    kind: 'government',
    name: 'Another office',
    redirectUris: [`${server.url}/callback`],
    jwks: { keys: [{ ...publicKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' }] },
  });
  const apiKey = readFileSync(join(dataFolder, 'town/tokens/town-office.api-key'), 'utf8').trim();
  const faults: unknown[] = [];
  const office = createTownOffice({
    issuer: urls.issuer,
    clientId,
    privateKey,
    origin: server.url,
    verifier: { url: urls.verifier, apiKey, purpose: 'residence-certificate', wait: async () => {} },
    checkerUrl: urls.evidence,
    trustUrl: urls.evidence,
    fetch: reach,
    onFault: (error) => faults.push(error),
  });
  answer = (request) => office.fetch(request);
  return { origin: server.url, apiKey, faults, close: () => server.close() };
}
