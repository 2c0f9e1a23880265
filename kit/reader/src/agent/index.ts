/**
 * What a page in a browser and the local agent (`kazasu agent`) say to each other: the agent lends the readers of this computer to a
 * page that its user has paired it with. Owns names and numbers of that contract and nothing else; runs in a browser. What
 * may be asked of whom is decided by the agent, how it is asked by the page.
 */
export {
  AGENT_CLOSE,
  AGENT_DEFAULT_PORT,
  AGENT_PATHS,
  type AgentHolder,
  type AgentProblemCode,
  type AgentReader,
  type AgentReaders,
  agentProtocols,
  CODE_ALPHABET,
  CODE_LENGTH,
  normalCode,
  tokenInProtocols,
} from './contract.ts';
