import type { ReactNode } from 'react';

/** Written apart because to a linter they are the elements' own; they are lost where the style changes the shape. */
const ROLE = {
  table: { role: 'table' },
  rowgroup: { role: 'rowgroup' },
  row: { role: 'row' },
  columnheader: { role: 'columnheader' },
  rowheader: { role: 'rowheader' },
  cell: { role: 'cell' },
} as const;

interface Column<Key extends string> {
  readonly key: Key;
  readonly head: string;
  /** Figures stand under each other at the right. */
  readonly numeric?: boolean;
}

interface TableProps<Key extends string> {
  readonly caption: ReactNode;
  /** The first column names its row. */
  readonly columns: readonly Column<Key>[];
  /** What stands in each column; `id` tells rows apart where their first column does not. */
  readonly rows: readonly ({ readonly [column in Key]: ReactNode } & { readonly id?: string })[];
}

/**
 * Rows under headings. Where there is no room each row becomes a block in which every value has its heading beside it;
 * the roles are written out because they must stay what they are although the shape changes.
 */
export function Table<Key extends string>({ caption, columns, rows }: TableProps<Key>) {
  return (
    <div className="kz-table-room">
      <table className="kz-table" {...ROLE.table}>
        <caption>{caption}</caption>
        <thead {...ROLE.rowgroup}>
          <tr {...ROLE.row}>
            {columns.map(({ key, head, numeric }) => (
              <th key={key} scope="col" {...ROLE.columnheader} className={numericClass(numeric)}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...ROLE.rowgroup}>
          {rows.map((row, index) => (
            <tr key={row.id ?? index} {...ROLE.row}>
              {columns.map((column, place) => (
                <Cell key={column.key} column={column} first={place === 0}>
                  {row[column.key]}
                </Cell>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CellProps {
  readonly column: Column<string>;
  readonly first: boolean;
  readonly children: ReactNode;
}

function Cell({ column, first, children }: CellProps) {
  const inner = <div>{children}</div>;
  const name = numericClass(column.numeric);
  if (!first)
    return (
      <td {...ROLE.cell} data-label={column.head} className={name}>
        {inner}
      </td>
    );
  return (
    <th scope="row" {...ROLE.rowheader} data-label={column.head} className={name}>
      {inner}
    </th>
  );
}

function numericClass(numeric: boolean | undefined): string | undefined {
  return numeric === true ? 'kz-numeric' : undefined;
}
