/** What the administration of every service tells the audit log, with the words that stand beside a service's own. */
export const ADMINISTRATION_ACTIONS = {
  'admin.refused':
    'Somebody came to the administration without the right token or signature, or without the role. The count of those within a minute.',
  'administrator.added':
    'A named administrator was added. administrator:<id>; keyId of the key, reason: the roles. Without approvedBy: on the machine.',
  'administrator.removed': 'One was removed, and what they had proposed ended. administrator:<id>.',
  'proposal.made':
    'Something was proposed that two must agree to. proposal:<id>; its fingerprint, reason: what it would do.',
  'proposal.rejected': 'A proposal was rejected, or taken back. proposal:<id>, fingerprint, reason.',
} as const;
