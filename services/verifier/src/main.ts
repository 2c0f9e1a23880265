/** The platform operator (PF事業者): verifies signatures, asks for revocation, keeps evidence. This file puts the parts together. */
export {};
