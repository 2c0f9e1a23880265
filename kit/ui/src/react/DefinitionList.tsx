import type { ReactNode } from 'react';

interface Row {
  readonly key: string;
  readonly term: ReactNode;
  readonly value: ReactNode;
}

/** Names and values in pairs. */
export function DefinitionList({ rows, large = false }: { rows: readonly Row[]; large?: boolean }) {
  return (
    <dl className={`kz-dl${large ? ' kz-dl-large' : ''}`}>
      {rows.map(({ key, term, value }) => (
        <div key={key}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
