import { openStatus, type ServiceStatus, type StatusDeps, type StatusSource } from '@kazasu/server/status';
import type { ProviderConfig } from '../config.ts';
import { type KeyInState, listKeyStates, type RunningKeys } from '../key/index.ts';
import type { ProviderTrust } from '../trust/index.ts';

export type OwnPart = 'keys' | 'trust';

/** What no other service tells. Times are milliseconds since 1970. */
export interface ProviderFacts {
  /** Whether two must agree to what decides over all; and whom this node believes. */
  readonly fourEyes: boolean;
  readonly trust: { readonly version: number; readonly digest: string };
  /** None while the database does not answer. */
  readonly keys: readonly {
    readonly purpose: string;
    readonly version: number;
    readonly keyId: string;
    readonly state: string;
    readonly activeAt: number;
  }[];
  /** When the first of the next versions takes over. */
  readonly nextRotationAt?: number | undefined;
}

export type ProviderStatus = ServiceStatus<OwnPart> & ProviderFacts;
export type ProviderStatusSource = StatusSource<OwnPart, ProviderFacts>;

type Deps = Pick<StatusDeps, 'store' | 'clock' | 'metrics' | 'audit'> & {
  readonly keys: Pick<RunningKeys, 'fault'>;
  readonly trust: Pick<ProviderTrust, 'fault' | 'kept'>;
  readonly config: Pick<ProviderConfig, 'fourEyes'>;
};

export function openProviderStatus(deps: Deps): ProviderStatusSource {
  const { store, clock, metrics, audit, keys, trust } = deps;
  return openStatus({
    ...{ store, clock, metrics, ...(audit && { audit }), asksAuthority: true },
    faults: { keys: () => keys.fault(), trust: () => trust.fault() },
    facts: () => factsOf(deps),
  });
}

async function factsOf({ store, clock, trust, config }: Deps): Promise<ProviderFacts> {
  const states = await listKeyStates({ store, clock }).catch((): readonly KeyInState[] => []);
  const keys = states.filter(({ state }) => state !== 'destroyed' && state !== 'gone');
  const next = keys.filter(({ state }) => state === 'next').map(({ record }) => record.activeAt);
  const { version, digest } = trust.kept();
  return {
    fourEyes: config.fourEyes,
    trust: { version, digest },
    keys: keys.map(told),
    nextRotationAt: next.length === 0 ? undefined : Math.min(...next),
  };
}

function told({ record, state }: KeyInState) {
  const { purpose, version, keyId, activeAt } = record;
  return { purpose, version, keyId, state, activeAt };
}
