/** A time-stamp unit (RFC 3161): says that a digest existed at a time. Owns its keys and its own authority, and sees digests alone. */
export {};
