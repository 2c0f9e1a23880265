/** The time-stamp service as a process: what can be set, and where the rest is loaded from. */
import { defineService } from '@kazasu/server/serve';
import { TimestampSettings } from './config.ts';

export const timestampService = defineService({
  name: 'timestamp',
  summary: 'time-stamps digests (RFC 3161)',
  port: 4005,
  stored: true,
  settings: TimestampSettings,
  load: async () => (await import('./program.ts')).program,
});
