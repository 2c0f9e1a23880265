import { ADMINISTRATION_ACTIONS } from '@kazasu/server/administration';

/**
 * Everything that the verifier's audit log may tell of. The key is the action; the words say when it is written, and what `subject` and
 * `detail` hold. What tenants do is in the log of evidence, not here.
 */
export const ACTIONS = {
  'tenant.added': 'A tenant was registered. tenant:<id>, the registration’s fingerprint.',
  'tenant.changed':
    'Its registration was replaced. tenant:<id>; before and fingerprint are SHA-256 of the two.',
  'tenant.ended': 'Its contract ended; its API keys open nothing any more. tenant:<id>.',
  'retention.agreed':
    'It was agreed how long a tenant’s records are kept. tenant:<id>; before and fingerprint.',
  'api-key.added':
    'An API key was made for a tenant. tenant:<id>; keyId, fingerprint of what it may, notAfter.',
  'console-link.made':
    'A link was made that opens a tenant’s console. tenant:<id>; keyId names it, notAfter.',
  ...ADMINISTRATION_ACTIONS,
  'trust.replaced':
    'Another version says which certification authorities and time-stamp units are believed. trust:<version>; before and fingerprint are SHA-256 of the two.',
  'key.rotated':
    'There is a new generation of the keys that results are encrypted to. key:encryption; version, notAfter of the one before.',
} as const;

export type VerifierAction = keyof typeof ACTIONS;
