import type { Town } from './town.ts';

/** What the terminal shows when the town is up: where things are, who lives here, what to try first. */
export function describeForTerminal({ urls, people }: Pick<Town, 'urls' | 'people'>): string {
  const places = [
    ['Start here', urls.index],
    ['Reservation site', urls.reservation],
    ['Town office', urls.townOffice],
    ['App (phone)', urls.phone],
    ['Issuer', urls.issuer],
    ['Authority', urls.authority],
    ['Verifier', urls.verifier],
    ['Time-stamps', urls.timestamp],
    ['Evidence checker', urls.evidence],
  ];
  const head = ['person', 'auth PIN', 'text PIN', 'signature PIN', ''];
  const residents = people.map(({ id, pins }) => [
    id,
    pins.authentication,
    pins.text,
    pins.signature ?? '-',
    '',
  ]);
  const lines = table([head, ...residents]).split('\n');
  const told = people.flatMap(({ special, tryThis }, at) => [
    lines[at + 1] ?? '',
    `      ${special.en}`,
    `      Try: ${tryThis.en}`,
  ]);
  return ['', table(places), '', lines[0] ?? '', ...told, '', 'Ctrl+C stops the town.', ''].join('\n');
}

/** ASCII only, so that columns line up in every terminal. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `  ${line}`)
    .join('\n');
}
