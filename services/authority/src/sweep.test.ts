import { describeSweeping } from '@kazasu/server/store/conformance';
import { testAuthority } from './testing/authority.ts';

describeSweeping({
  prefix: 'authority',
  kept: {
    authority_card: 'which cards there were stays on record',
    authority_consent: 'a consent stays as evidence of what was handed out by it',
  },
  also: { authority_quota: { day: '2026-06-13' } },
  open: async (store) => testAuthority({ store }),
});
