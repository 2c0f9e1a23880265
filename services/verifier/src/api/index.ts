/** The verifier's HTTP contracts: types and schemas. */
export {};
