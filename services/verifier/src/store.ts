/** The verifier's tables, gathered from the rooms that own them. */
export {};
