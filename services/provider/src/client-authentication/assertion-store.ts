import { rememberedIds } from '../remembered-id-store.ts';

/** Assertions by their client and `jti`; a row lives as long as its assertion, a day at most. */
export const USED_ASSERTIONS = rememberedIds('provider_assertion');
