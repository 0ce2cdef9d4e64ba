// biome-ignore-all lint/a11y/noRedundantRoles: the block layout on phones would take the roles away
import type { ReactNode } from 'react';
import classes from './plain-table.module.css';

export interface PlainColumn<Row> {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  align?: 'end';
  /** E.g. `160px`; the rest share what is left. */
  width?: string;
}

interface Props<Row> {
  caption: string;
  captionHidden?: boolean;
  columns: readonly PlainColumn<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  foot?: ReactNode;
}

/** A short table, all of it in the document; on a phone each row becomes a block with its column names. */
export function PlainTable<Row>({ caption, captionHidden, columns, rows, rowId, foot }: Props<Row>) {
  return (
    <table className={classes.table} role="table">
      <caption className={captionHidden ? 'only-read-aloud' : classes.caption}>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th
              key={column.id}
              scope="col"
              role="columnheader"
              data-align={column.align}
              style={column.width ? { width: column.width } : undefined}
            >
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={rowId(row)} role="row">
            {columns.map((column) => (
              <td key={column.id} role="cell" data-label={column.header} data-align={column.align}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      {foot ? <tfoot>{foot}</tfoot> : null}
    </table>
  );
}
