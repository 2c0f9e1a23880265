import { describeSweeping } from '@kazasu/server/store/conformance';
import { createWorld } from './testing/world.ts';

describeSweeping({
  prefix: 'provider',
  kept: { provider_inspector_event: 'a developer’s flows are few, and go with all that belongs to them' },
  also: { provider_handover: {}, provider_inspector_request: {} },
  open: async (store) => {
    const world = await createWorld({ store });
    return { sweep: () => world.provider.sweep(), close: () => world.close() };
  },
});
