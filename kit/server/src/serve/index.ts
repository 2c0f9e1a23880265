/**
 * A service as a process: its configuration, its identity among the nodes of a cluster, its workers, its probes, its end. Owns what is
 * the same for all services; what a service is, it says itself in a {@link ServiceDefinition}. Refuses to start on a configuration with
 * one fault, or beside nodes that answer otherwise; keeps no state but what stands in the database.
 *
 * A worker goes through: waiting → starting → ready → draining → ended. One that ends by itself gets a successor after a pause that grows.
 */

export { ClusterMismatch, type Join, joinCluster } from './cluster.ts';
export { CLUSTER_MIGRATIONS } from './cluster-store.ts';
export { type Configuration, readConfiguration, settingsFor, shownConfiguration } from './configuration.ts';
export { type Custody, openCustody } from './custody.ts';
export { EXIT } from './exit.ts';
export { type Begun, keptSmall } from './memory.ts';
export { type Node, openDatabase, openNode } from './node.ts';
export { PROBES } from './probe.ts';
export { type RunOptions, runService, tellProblem } from './run.ts';
export {
  type AnyService,
  defineService,
  type Ground,
  type Identity,
  type OpenService,
  type Program,
  type ServiceDefinition,
  type StoredGround,
  type StoredProgram,
} from './service.ts';
export { PATIENCE, type Patience } from './workers.ts';
