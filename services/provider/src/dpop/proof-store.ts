import { rememberedIds } from '../remembered-id-store.ts';

/** Proofs by their key's thumbprint and `jti`; a row lives for about a minute. */
export const USED_PROOFS = rememberedIds('provider_dpop_proof');
