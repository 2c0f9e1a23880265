/** The HTTP client of this contract, for the services that are verifiers under it. */
export {};
