/**
 * Evidence that stands without whoever made it: Merkle trees (RFC 9162), signed tree heads, commitments to what an entry
 * says, and the bundle that one record is handed out as, with its checker. Pure functions of their arguments.
 */
export {};
