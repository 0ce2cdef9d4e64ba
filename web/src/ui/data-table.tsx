// biome-ignore-all lint/a11y/useSemanticElements: rows placed by script cannot be <tr>; the roles say what they are
// biome-ignore-all lint/a11y/useFocusableInteractive: the link inside a row takes the focus
// biome-ignore-all lint/a11y/noStaticElementInteractions: the keys move between the links inside
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the link in the row takes the keyboard
import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconTextWrap } from '@tabler/icons-react';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import classes from './data-table.module.css';
import { type Column, ColumnMenu, HeaderCell } from './data-table-columns.js';
import { useRowKeys } from './row-keys.js';

interface Props<Row> {
  /** What the table lists; read aloud and used as its name. */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  /** The row that is open at the side. */
  openId?: string;
  /** One card in place of one row on a narrow screen. */
  card: (row: Row) => ReactNode;
  /** E.g. `33 nhiệm vụ`. */
  count: ReactNode;
  /** Ids of hidden columns, kept in the address by the page. */
  hidden?: readonly string[];
  onHidden?: (hidden: string[]) => void;
  /** As in the API: `dueOn` or `-dueOn`. */
  sort?: string;
  onSort?: (sort: string) => void;
  hasMore?: boolean;
  loadingMore?: boolean;
  onMore?: () => void;
  /** Totals at the foot. */
  foot?: ReactNode;
}

/**
 * The table of the product. The page itself scrolls; the header and the first column stay in sight; only the rows in
 * sight stand in the document, so ten thousand cost what fifty cost. j and k (or the arrows) move, Enter opens. The
 * first link of a row is what the row opens.
 */
export function DataTable<Row>(props: Props<Row>) {
  const { columns, rows, rowId, hidden = [], hasMore, loadingMore, onMore, count, foot } = props;
  const narrow = useMediaQuery('(max-width: 599px)', window.innerWidth < 600, { getInitialValueInEffect: false });
  const [wrap, setWrap] = useState(false);
  const printing = usePrinting();
  const body = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const [offset, setOffset] = useState(0);

  useLayoutEffect(() => {
    const measure = () => setOffset(body.current ? body.current.getBoundingClientRect().top + window.scrollY : 0);
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(document.body);
    return () => watcher.disconnect();
  }, []);

  const shown = columns.filter((column) => column.fixed || !hidden.includes(column.id));
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => (narrow ? 132 : 36),
    overscan: 12,
    scrollMargin: offset,
    scrollPaddingStart: 120,
    scrollPaddingEnd: 80,
    getItemKey: (index) => rowId(rows[index] as Row),
  });
  const items = virtual.getVirtualItems();
  // biome-ignore lint/correctness/useExhaustiveDependencies: heights are taken anew when their mode changes
  useEffect(() => virtual.measure(), [narrow, wrap]);

  const lastIndex = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !loadingMore && lastIndex >= rows.length - 20) onMore?.();
  }, [hasMore, loadingMore, lastIndex, rows.length, onMore]);

  const focusRow = (index: number) => {
    const link = () =>
      body.current?.querySelector<HTMLElement>(`[data-index="${index}"] a, [data-index="${index}"] button`);
    virtual.scrollToIndex(index, { align: 'auto' });
    // At once where the row stands in the document, so that quick typing loses no step; else once it is there.
    const here = link();
    if (here) here.focus({ preventScroll: true });
    else requestAnimationFrame(() => requestAnimationFrame(() => link()?.focus({ preventScroll: true })));
  };
  const onKeyDown = useRowKeys(body, rows.length, focusRow);

  const tracks = shown.map((c) => (c.grow ? `minmax(${c.width}px, ${c.grow}fr)` : `${c.width}px`)).join(' ');
  const leastWidth = shown.reduce((sum, column) => sum + column.width, 0);
  // On paper the columns share the width of the sheet, whatever their least width on the screen.
  const shares = shown.map((c) => `minmax(0, ${c.width + 100 * (c.grow ?? 0)}fr)`).join(' ');
  const rowStyle = printing ? { gridTemplateColumns: shares } : { gridTemplateColumns: tracks, minWidth: leastWidth };
  const indexes = printing ? rows.map((_, index) => index) : items.map((item) => item.index);

  return (
    <div className={classes.frame} data-wrap={wrap || printing || undefined}>
      <div className={`${classes.tools} not-printed`}>
        <p className={classes.count} role="status">
          {count}
        </p>
        {narrow ? null : (
          <div className={classes.buttons}>
            <Button
              size="compact-sm"
              variant={wrap ? 'light' : 'subtle'}
              aria-pressed={wrap}
              leftSection={<IconTextWrap size={16} aria-hidden />}
              onClick={() => setWrap((before) => !before)}
            >
              Hiện đủ chữ
            </Button>
            {props.onHidden ? <ColumnMenu columns={columns} hidden={hidden} onHidden={props.onHidden} /> : null}
          </div>
        )}
      </div>
      {narrow && !printing ? (
        <div ref={body} onKeyDown={onKeyDown}>
          <ul className={classes.list} aria-label={props.label} style={{ height: virtual.getTotalSize() }}>
            {items.map((item) => (
              <li
                key={item.key}
                data-index={item.index}
                ref={virtual.measureElement}
                className={classes.card}
                style={{ transform: `translateY(${item.start - offset}px)` }}
              >
                {props.card(rows[item.index] as Row)}
              </li>
            ))}
          </ul>
        </div>
      ) : (
        <div role="table" aria-label={props.label} aria-rowcount={rows.length + 1} aria-colcount={shown.length}>
          <div ref={head} role="rowgroup" className={classes.head}>
            <div role="row" aria-rowindex={1} className={classes.row} style={rowStyle}>
              {shown.map((column) => (
                <HeaderCell key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
              ))}
            </div>
          </div>
          <div
            ref={body}
            className={classes.body}
            onKeyDown={onKeyDown}
            onScroll={(event) => {
              if (head.current) head.current.scrollLeft = event.currentTarget.scrollLeft;
            }}
          >
            <div
              role="rowgroup"
              className={classes.rows}
              style={printing ? undefined : { height: virtual.getTotalSize(), minWidth: leastWidth }}
            >
              {indexes.map((index) => {
                const row = rows[index] as Row;
                const id = rowId(row);
                const start = items.find((item) => item.index === index)?.start ?? 0;
                return (
                  <div
                    key={id}
                    role="row"
                    aria-rowindex={index + 2}
                    data-index={index}
                    data-open={id === props.openId || undefined}
                    ref={printing ? undefined : virtual.measureElement}
                    className={`${classes.row} ${printing ? '' : classes.placed}`}
                    style={printing ? rowStyle : { ...rowStyle, transform: `translateY(${start - offset}px)` }}
                    onClick={openByFirstLink}
                  >
                    {shown.map((column) => (
                      <div
                        key={column.id}
                        role="cell"
                        className={classes.cell}
                        data-align={column.align}
                        title={wrap ? undefined : column.whole?.(row)}
                      >
                        {column.cell(row)}
                      </div>
                    ))}
                  </div>
                );
              })}
            </div>
          </div>
        </div>
      )}
      {loadingMore ? (
        <p className={classes.more} role="status">
          Đang tải thêm…
        </p>
      ) : null}
      {foot ? <div className={classes.foot}>{foot}</div> : null}
    </div>
  );
}

/** A click anywhere on a row opens it, unless it hit a link or a button of its own or words were being selected. */
function openByFirstLink(event: React.MouseEvent<HTMLElement>): void {
  const hit = event.target as HTMLElement;
  if (hit.closest('a, button, input, label') || window.getSelection()?.toString()) return;
  event.currentTarget.querySelector<HTMLAnchorElement>('a')?.click();
}

/** True while the browser prints: then every loaded row must stand in the document. */
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const before = () => flushSync(() => setPrinting(true));
    const after = () => setPrinting(false);
    window.addEventListener('beforeprint', before);
    window.addEventListener('afterprint', after);
    return () => {
      window.removeEventListener('beforeprint', before);
      window.removeEventListener('afterprint', after);
    };
  }, []);
  return printing;
}
