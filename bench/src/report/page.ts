import { type Figure, figureTable, keepsLimit } from '../figure/index.ts';
import { PARTS } from './parts.ts';
import type { ReportData, ReportSection } from './report-data.ts';

/** The page, whole. */
export function reportPage({ day, machine, sections }: ReportData): string {
  const parts = PARTS.flatMap((part) => {
    const section = sections.find(({ name }) => name === part.name);
    return section === undefined ? [] : [{ part, section }];
  });
  return `${[
    '# Performance',
    `Written by \`npm run bench -- report\` on ${day}: one run, side by side with peers and limits, rounds in turn, medians. ${machine.cores} cores that others use too, Node ${machine.node}. Microseconds of processor time of the server are steadier than rates on such a machine, and both are printed. What each bench compares stands in [bench/README.md](../bench/README.md).`,
    '## Aims, and what was reached',
    aimTable(sections),
    ...parts.flatMap(({ part, section }) => [
      `## ${part.title}`,
      part.text,
      `![${part.picture.title}](${picturePath(part.name)})`,
      `\`${section.command}\`, as printed:`,
      `\`\`\`\n${figureTable(section.figures)}\n\`\`\``,
    ]),
  ].join('\n\n')}\n`;
}

export function picturePath(name: string): string {
  return `pictures/performance-${name}.svg`;
}

function aimTable(sections: readonly ReportSection[]): string {
  const rows = sections
    .flatMap(({ figures }) => figures.filter(({ limit }) => limit !== undefined))
    .map(aimRow);
  return ['| what | reached | aim | |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function aimRow(figure: Figure): string {
  const { name, value, unit, beside, ratio, limit } = figure;
  const sign = limit?.bound === 'most' ? '≤' : '≥';
  const reached =
    beside === undefined || ratio === undefined
      ? `${shown(value)} ${unit}`
      : `${ratio.toFixed(2)} (${shown(value)} ${unit}; ${beside.name} ${shown(beside.value)})`;
  return `| ${name.trim()} | ${reached} | ${sign} ${shown(limit?.of ?? 0)} | ${keepsLimit(figure) ? 'kept' : '**not kept**'} |`;
}

function shown(value: number): string {
  return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
