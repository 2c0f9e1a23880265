import { describeSweeping } from '@kazasu/server/store/conformance';
import { createWorld } from './testing/index.ts';

describeSweeping({
  prefix: 'verifier',
  kept: {
    verifier_api_key: 'who could sign in stays on record',
    verifier_consent: 'a consent stays as evidence of what was asked by it',
    verifier_encryption_key: 'what came for an old key is still opened',
    verifier_head: 'heads of the log stay',
    verifier_record: 'its content is erased by retention, its leaf stays',
    verifier_webhook: 'the secret before counts no more; the webhook stays',
    verifier_delivery: 'a lease; deliveries go with their events',
  },
  also: { verifier_event: {} },
  open: async (store) => {
    const world = await createWorld({ store });
    return { sweep: () => world.verifier.sweep(), close: () => world.close() };
  },
});
