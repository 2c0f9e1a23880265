/** Several providers on one database, each a process of `kazasu serve`, which can be killed and started again. */
export { type Cluster, type ClusterNode, type ClusterOptions, startCluster } from './cluster.ts';
