/**
 * Exit codes of a process that serves. `refused` is sysexits' EX_CONFIG: starting again would not help, so that a service manager should
 * not (`RestartPreventExitStatus=78`).
 */
export const EXIT = { done: 0, failed: 1, usage: 2, refused: 78 } as const;
