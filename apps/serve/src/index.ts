/**
 * `kazasu serve SERVICE`: one service as a process, as an operator runs it; `kazasu keys` and `kazasu admin add`, by the same settings. Owns the table of services and what is typed; each service
 * says in its `service.ts` what can be set, and `@kazasu/server/serve` runs it. Refuses: rules of its own, and loading a service
 * that was not asked for.
 */
export { administratorsCommand } from './administrators.ts';
export { serveCommand } from './command.ts';
export { keysCommand } from './keys.ts';
export { SERVICES, type ServiceName } from './services.ts';
