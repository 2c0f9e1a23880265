import { OidcError, type VerifiedDpopProof, verifyDpopProof } from '@kazasu/oidc';
import type { ProviderDeps } from '../deps.ts';
import { describeProofError } from './describe-proof-error.ts';
import { DpopError } from './dpop-error.ts';
import { judgeNonce, nonceAt } from './nonce.ts';
import { USED_PROOFS } from './proof-store.ts';

export type DpopDeps = Pick<ProviderDeps, 'store' | 'clock' | 'keys'>;

/** What a request's proof is judged by. */
export interface Expected {
  /** Where the request arrived, as clients know it. */
  readonly url: string;
  /** At a protected resource: the token beside the proof, and the key that it is bound to. */
  readonly token?: { readonly text: string; readonly boundTo: string } | undefined;
}

/** A proof that was good, and is used up. */
export interface Proof {
  /** RFC 7638 of its key. */
  readonly thumbprint: string;
  /** To be handed out with the answer, where the proof's own nonce is not the newest. */
  readonly newNonce: string | undefined;
}

export interface Dpop {
  /** Undefined where the request has no proof. Rejects with a DpopError. */
  proofOf(request: Request, expected: Expected): Promise<Proof | undefined>;
  newestNonce(): string;
}

/** A clock that was ahead when a proof was remembered, on another node, must not forget it too early. */
const CLOCKS_MS = 10_000;

export function openDpop({ store, clock, keys }: DpopDeps): Dpop {
  return {
    newestNonce: () => nonceAt(keys.dpopNonce, clock.now()),
    proofOf: async (request, { url, token }) => {
      const text = request.headers.get('dpop');
      if (text === null) return undefined;
      const time = clock.now();
      const { method } = request;
      const proof = judged(() => verifyDpopProof(text, { method, url, accessToken: token?.text, time }));
      if (token !== undefined && proof.thumbprint !== token.boundTo) {
        throw new DpopError('invalid_token', 'The token is bound to another key');
      }
      const state = judgeNonce(keys.dpopNonce, proof.nonce, time);
      const newest = state === 'newest' ? undefined : nonceAt(keys.dpopNonce, time);
      if (state === 'unknown') {
        throw new DpopError('use_dpop_nonce', 'The DPoP proof must carry the nonce of DPoP-Nonce', newest);
      }
      const { thumbprint, jti, refusedFrom } = proof;
      // Last, so that only proofs that are otherwise good are remembered.
      const use = { id: `${thumbprint} ${jti}`, expiresAt: refusedFrom + CLOCKS_MS };
      if (!(await USED_PROOFS.add(store, use))) {
        throw new DpopError('invalid_dpop_proof', 'The DPoP proof was used before');
      }
      return { thumbprint, newNonce: newest };
    },
  };
}

function judged(judge: () => VerifiedDpopProof): VerifiedDpopProof {
  try {
    return judge();
  } catch (error) {
    if (!(error instanceof OidcError)) throw error;
    throw describeProofError(error.code);
  }
}
