import type { AdministratorsView, ProposalView } from '@kazasu/server/administration/wire';
import { table } from '../terminal.ts';
import type { Decided } from './proposals.ts';

export function administratorTable({ fourEyes, administrators }: AdministratorsView): string {
  const rows = administrators.map(({ administratorId, roles, thumbprint }) => [
    administratorId,
    roles.join(' '),
    thumbprint,
  ]);
  return fourEyes ? table(rows) : `One administers alone here (for development).\n${table(rows)}`.trimEnd();
}

export function proposalTable(proposals: readonly ProposalView[]): string {
  return table(
    proposals.map(({ proposalId, proposer, content, expiresAt, digest }) => [
      proposalId,
      kindOf(content),
      proposer || '(alone)',
      `until ${timeOf(expiresAt)}`,
      digest.slice(0, 16),
    ]),
  );
}

/** The content stands whole, as it came, below what is known of it. */
export function proposalText(proposal: ProposalView): string {
  const { proposalId, proposer, madeAt, expiresAt, state, decidedBy, decidedAt, digest, content } = proposal;
  const decided =
    decidedAt === null ? [] : [['decided', `${timeOf(decidedAt)} by ${decidedBy || '(alone)'}`]];
  const facts = table([
    ['proposal', proposalId],
    ['state', state],
    ['proposed', `${timeOf(madeAt)} by ${proposer || '(alone)'}`],
    ['until', timeOf(expiresAt)],
    ...decided,
    ['digest', digest],
  ]);
  return `${facts}\n\n${JSON.stringify(JSON.parse(content), null, 2)}`;
}

export function carriedOutText({ proposal, outcome }: Decided): string {
  const what = kindOf(proposal.content);
  if (outcome === undefined) return `Rejected: ${what}.`;
  const told = Object.entries(outcome).map(([name, value]) => `${name} ${value}`);
  return `Done: ${what}${told.length === 0 ? '' : ` (${told.join(', ')})`}.`;
}

function kindOf(content: string): string {
  const { kind } = JSON.parse(content) as { kind?: unknown };
  return String(kind);
}

function timeOf(time: number): string {
  return new Date(time).toISOString();
}
