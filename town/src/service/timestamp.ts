import { createTimestampService } from '@kazasu/timestamp';
import { type Ground, groundOf, listen, type StartedService } from './ground.ts';

export interface StartedTimestamp extends StartedService {
  /** The root of its time-stamps, DER. */
  readonly anchor: Uint8Array;
}

/** The time-stamp service, which stamps the heads of the evidence log. Knows nobody, and is asked by anybody. */
export async function startTimestamp(ground: Ground): Promise<StartedTimestamp> {
  const own = await groundOf(ground, 'timestamp');
  const service = await createTimestampService(own);
  const server = await listen(service.app, ground.ports.timestamp);
  return {
    server,
    anchor: service.anchor,
    close: async () => {
      await server.close();
      await service.close();
      await own.store.close();
    },
  };
}
