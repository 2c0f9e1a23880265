import { ADMINISTRATION_ACTIONS } from '@kazasu/server/administration';

/**
 * Everything that the provider's audit log may tell of. The key is the action; the words say when it is written, and what `subject` and
 * `detail` hold.
 */
export const ACTIONS = {
  'client.added': 'A relying party was registered. client:<id>, the registration’s fingerprint.',
  'client.changed':
    'Its registration was replaced. client:<id>; before and fingerprint are SHA-256 of the two, reason: what differs; profile-lowered where it was strict.',
  'client.removed': 'It was removed, and its logins and sessions ended. client:<id>.',
  'operator.added': 'A platform operator was registered. operator:<id>, the registration’s fingerprint.',
  'operator.changed': 'Its registration was replaced. operator:<id>; before and fingerprint.',
  'operator.removed': 'It was removed. operator:<id>.',
  ...ADMINISTRATION_ACTIONS,
  'trust.replaced':
    'Another version says which certification authorities and card issuers are believed. trust:<version>; before and fingerprint are SHA-256 of the two.',
  'code.reused': 'A code came that had been redeemed; the session that it made has ended. client:<id>.',
  'refresh-token.reused': 'A refresh token came that had been exchanged; its session has ended. client:<id>.',
  'epoch.raised':
    'After a restore all that was to be used once ended, and assertions of before count no more. epoch:<number>.',
  'key.rotated':
    'The next key was made: published from now, used from notBefore. key:<purpose>, keyId, version.',
  'key.replaced':
    'A key was replaced at once, and no earlier version is believed any more. key:<purpose>; keyId, version of the new one.',
  'key.retired': 'A version is believed no more, before its time. key:<purpose>, keyId, version.',
  'key.destroyed': 'A version was taken out of where it lay. key:<purpose>, keyId, version.',
} as const;

export type ProviderAction = keyof typeof ACTIONS;
