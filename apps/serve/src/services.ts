import type { AnyService } from '@kazasu/server/serve';

/** Loaded one by one: a process pays for its own service alone. */
export const SERVICES = {
  authority: async () => (await import('@kazasu/authority/service')).authorityService,
  phone: async () => (await import('@kazasu/phone/service')).phoneService,
  provider: async () => (await import('@kazasu/provider/service')).providerService,
  timestamp: async () => (await import('@kazasu/timestamp/service')).timestampService,
  verifier: async () => (await import('@kazasu/verifier/service')).verifierService,
} satisfies Readonly<Record<string, () => Promise<AnyService>>>;

/** Those that have named administrators. */
export const ADMINISTERED = {
  authority: () => import('@kazasu/authority/administration'),
  provider: () => import('@kazasu/provider/administration'),
  verifier: () => import('@kazasu/verifier/administration'),
};

export type AdministeredName = keyof typeof ADMINISTERED;

export function isAdministered(name: string): name is AdministeredName {
  return Object.hasOwn(ADMINISTERED, name);
}

export type ServiceName = keyof typeof SERVICES;

export function isServiceName(name: string | undefined): name is ServiceName {
  return name !== undefined && Object.hasOwn(SERVICES, name);
}
