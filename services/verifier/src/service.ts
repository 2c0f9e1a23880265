/** The verifier as a process: what can be set, and where the rest is loaded from. */
import { defineService } from '@kazasu/server/serve';
import { VerifierSettings } from './config.ts';

export const verifierService = defineService({
  name: 'verifier',
  summary: 'verifies signatures, asks for revocation, keeps evidence',
  port: 4004,
  stored: true,
  settings: VerifierSettings,
  publicUrl: ({ baseUrl }) => baseUrl,
  load: async () => (await import('./program.ts')).program,
});
