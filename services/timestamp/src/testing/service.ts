import {
  parseCertificate,
  parseTimestampResponse,
  type TimestampOptions,
  type TimestampReport,
  verifyTimestampToken,
} from '@kazasu/pki';
import { type SettableClock, settableClock } from '@kazasu/server/clock';
import { type KeyFolder, memoryKeys, type SigningKeys, signingKeysIn } from '@kazasu/server/keys';
import { createLog } from '@kazasu/server/log';
import { openStore, type Store } from '@kazasu/server/store';
import type { Mortality } from '@kazasu/server/store/conformance';
import { MEDIA, PATHS } from '../api.ts';
import { createTimestampService, type TimestampService, type TimestampServiceOptions } from '../main.ts';

/** Noon in Japan. */
export const TIME = Date.UTC(2026, 5, 15, 3, 0, 0);

export interface TestService extends TimestampService {
  readonly store: Store;
  readonly keys: KeyFolder;
  readonly clock: SettableClock;
  /** Every line that was logged. */
  readonly lines: string[];
  /** POST /tsr. */
  post(request: Uint8Array): Promise<Response>;
  /** The same, read as far as RFC 3161 goes. */
  ask(request: Uint8Array): Promise<ReturnType<typeof parseTimestampResponse>>;
  crl(): Promise<Uint8Array>;
  /** The verdict of our own judge, with the root and its list. */
  judge(token: Uint8Array, options: Partial<TimestampOptions>): Promise<TimestampReport>;
}

export async function testService(changes: Partial<TimestampServiceOptions> = {}): Promise<TestService> {
  const store = changes.store ?? (await openStore({ file: ':memory:' }));
  const keys = changes.keys ?? memoryKeys();
  const clock = settableClock(TIME);
  const lines: string[] = [];
  const log = createLog({ service: 'timestamp', destination: { write: (line) => void lines.push(line) } });
  const service = await createTimestampService({ store, keys, clock, log, ...changes });
  const post = async (body: Uint8Array) =>
    service.app.request(PATHS.timestamp, {
      method: 'POST',
      headers: { 'content-type': MEDIA.query },
      body: Uint8Array.from(body),
    });
  const octets = async (response: Response) => new Uint8Array(await response.arrayBuffer());
  const crl = async () => octets(await service.app.request(PATHS.crl));
  return {
    ...service,
    store,
    keys,
    clock,
    lines,
    post,
    ask: async (request) => parseTimestampResponse(await octets(await post(request))),
    crl,
    judge: async (token, options) =>
      verifyTimestampToken(token, {
        anchors: [parseCertificate(service.anchor)],
        time: clock.now(),
        crls: [await crl()],
        ...options,
      }),
  };
}

/** The keys as a mortal process sees them: a step lies behind a key that was made or loaded, and before each signature. */
export function mortalKeys(folder: KeyFolder, { step }: Pick<Mortality, 'step'>): SigningKeys {
  const keys = signingKeysIn(folder);
  return {
    ...keys,
    loadOrCreate: async (name, kind) => {
      const key = await keys.loadOrCreate(name, kind);
      step();
      const sign = (bytes: Uint8Array) => {
        step();
        return key.sign(bytes);
      };
      return { ...key, sign, signBeside: async (bytes) => sign(bytes) };
    },
  };
}
