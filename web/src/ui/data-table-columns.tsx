// biome-ignore-all lint/a11y/useSemanticElements: the header belongs to a table made of roles
// biome-ignore-all lint/a11y/useFocusableInteractive: the button inside a header takes the focus
import { Button, Checkbox, Menu } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconColumns3 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import choice from './choice-menu.module.css';
import classes from './data-table.module.css';

export interface Column<Row> {
  id: string;
  header: string;
  /** Least width in pixels. */
  width: number;
  /** Share of what is left over; 0 keeps the width. */
  grow?: number;
  cell: (row: Row) => ReactNode;
  /** The whole words, shown when the pointer rests on a cell that is cut to one line. */
  whole?: (row: Row) => string;
  /** The API's sort key; without one the column cannot be sorted. */
  sort?: string;
  align?: 'end';
  /** Cannot be hidden, e.g. the column with the row's link. */
  fixed?: boolean;
}

function sortState<Row>(
  column: Column<Row>,
  sort: string | undefined,
): 'ascending' | 'descending' | 'none' | undefined {
  if (!column.sort) return undefined;
  if (sort === column.sort) return 'ascending';
  return sort === `-${column.sort}` ? 'descending' : 'none';
}

interface HeaderCellProps<Row> {
  column: Column<Row>;
  sort?: string;
  onSort?: (sort: string) => void;
}

/** A column's name; pressing it sorts by it, pressing again turns the order. */
export function HeaderCell<Row>({ column, sort, onSort }: HeaderCellProps<Row>) {
  const state = sortState(column, sort);
  if (!column.sort || !onSort) {
    return (
      <div role="columnheader" className={classes.headCell} data-align={column.align}>
        {column.header}
      </div>
    );
  }
  const key = column.sort;
  return (
    <div role="columnheader" aria-sort={state} className={classes.headCell} data-align={column.align}>
      <button type="button" className={classes.sort} onClick={() => onSort(state === 'ascending' ? `-${key}` : key)}>
        {column.header}
        {state === 'ascending' ? <IconArrowUp size={14} aria-hidden /> : null}
        {state === 'descending' ? <IconArrowDown size={14} aria-hidden /> : null}
      </button>
    </div>
  );
}

interface ColumnMenuProps<Row> {
  columns: readonly Column<Row>[];
  hidden: readonly string[];
  onHidden: (hidden: string[]) => void;
}

export function ColumnMenu<Row>({ columns, hidden, onHidden }: ColumnMenuProps<Row>) {
  return (
    <Menu position="bottom-end" classNames={{ itemIndicator: choice.ownIndicator }}>
      <Menu.Target>
        <Button size="compact-sm" variant="subtle" leftSection={<IconColumns3 size={16} aria-hidden />}>
          Ẩn, hiện cột
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {columns
          .filter((column) => !column.fixed)
          .map((column) => {
            const isShown = !hidden.includes(column.id);
            return (
              <Menu.CheckboxItem
                key={column.id}
                checked={isShown}
                onChange={() =>
                  onHidden(isShown ? [...hidden, column.id] : hidden.filter((other) => other !== column.id))
                }
              >
                <span className={choice.choice}>
                  <Checkbox.Indicator checked={isShown} size="sm" />
                  {column.header}
                </span>
              </Menu.CheckboxItem>
            );
          })}
      </Menu.Dropdown>
    </Menu>
  );
}
