/** The chain in the store does not hold a head that was signed, or an entry of it does not fit: it was changed, set back, cut off or made anew. */
export class AuditDamaged extends Error {
  override readonly name = 'AuditDamaged';
  readonly code = 'audit/damaged';
}
