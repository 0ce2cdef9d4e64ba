import { Button, Group, NativeSelect } from '@mantine/core';
import { useElementSize, useMediaQuery } from '@mantine/hooks';
import { useRouter } from '@tanstack/react-router';
import { type KeyboardEvent, type MouseEvent, useState } from 'react';
import { formatDay, formatNumber } from '../../lib/dates.js';
import { useMe } from '../../lib/session.js';
import classes from './period-matrix.module.css';
import type { Matrix, MatrixCell } from './period-queries.js';
import { capital, shortPeriod } from './period-words.js';

type PeriodOf = Matrix['periods'][number] & { name: string };
type RowOf = Matrix['rows'][number];

interface Props {
  periods: readonly PeriodOf[];
  rows: readonly RowOf[];
  /** The newest period that is shown; the last one by default. */
  lastId: string | undefined;
  onLast: (periodId: string | undefined) => void;
}

const AGENCY_WIDTH = 232;
const CELL_WIDTH = 76;

interface Saying {
  tone: string;
  word: string;
  /** What there is to say beside it. */
  more?: string;
}

/** A cell in words: on time or late first, then where the review stands. */
function saying(cell: MatrixCell | undefined): Saying {
  if (!cell) return { tone: 'none', word: 'Không phải nộp' };
  if (cell.state === 'returned') {
    return { tone: cell.overdue ? 'overdue' : 'returned', word: 'Trả lại', more: cell.overdue ? 'quá hạn' : undefined };
  }
  if (!cell.submitted)
    return cell.overdue ? { tone: 'overdue', word: 'Chưa nộp', more: 'quá hạn' } : { tone: 'open', word: 'Chưa nộp' };
  const tone = `${cell.late ? 'late' : 'good'}${cell.state === 'accepted' ? '' : '-waiting'}`;
  const more = cell.state === 'accepted' ? 'chấp nhận' : cell.state === 'draft' ? 'đính chính' : 'chờ xét';
  return { tone, word: cell.late ? 'Muộn' : 'Đúng hạn', more };
}

/** A heat map that is a table: every cell says its state by word and colour and opens its report. */
export function PeriodMatrix({ periods, rows, lastId, onLast }: Props) {
  const narrow = useMediaQuery('(max-width: 599px)', window.innerWidth < 600, { getInitialValueInEffect: false });
  const { ref, width } = useElementSize();
  const me = useMe();
  const router = useRouter();
  const [focused, setFocused] = useState('0:0');
  const room = narrow ? 1 : Math.max(1, Math.floor(((width || 1_060) - AGENCY_WIDTH) / CELL_WIDTH));
  const lastIndex = Math.max(
    periods.findIndex(({ id }) => id === lastId),
    lastId ? 0 : periods.length - 1,
  );
  const first = Math.max(0, Math.min(lastIndex, periods.length - 1) - room + 1);
  const shown = periods.slice(first, first + room);

  const addressOf = (row: RowOf, cell: MatrixCell): string => {
    const own = row.agencyId === me.agencyId && !me.permissions.includes('reports.review');
    return `${own ? '/bao-cao' : '/bao-cao/xet'}/${cell.reportId}`;
  };
  /** One listener for thousands of links: each of the router's own would watch every change of the address. */
  const follow = (event: MouseEvent<HTMLElement>) => {
    const link = (event.target as HTMLElement).closest('a');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    void router.navigate({ to: link.pathname });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const steps: Record<string, [number, number]> = {
      ArrowDown: [1, 0],
      ArrowUp: [-1, 0],
      ArrowRight: [0, 1],
      ArrowLeft: [0, -1],
    };
    const step = steps[event.key];
    const place = (event.target as HTMLElement).closest<HTMLElement>('[data-place]')?.dataset.place;
    if (!step || !place) return;
    event.preventDefault();
    let [y = 0, x = 0] = place.split(':').map(Number);
    // Over cells that open nothing.
    for (;;) {
      y += step[0];
      x += step[1];
      if (y < 0 || x < 0 || y >= rows.length || x >= shown.length) return;
      const next = event.currentTarget.querySelector<HTMLElement>(`[data-place="${y}:${x}"]`);
      if (next) {
        setFocused(`${y}:${x}`);
        next.focus();
        return;
      }
    }
  };
  const openPlaces = rows.flatMap((row, y) =>
    shown.flatMap(({ id }, x) =>
      row.cells.some((cell) => cell.periodId === id && cell.reportId) ? [`${y}:${x}`] : [],
    ),
  );
  const stop = openPlaces.includes(focused) ? focused : openPlaces[0];

  return (
    <div ref={ref}>
      <Group justify="space-between" mb="xs" gap="xs">
        <p className={classes.count} role="status">
          {formatNumber(rows.length)} cơ quan, {formatNumber(periods.length)} kỳ
        </p>
        {narrow ? (
          <NativeSelect
            label="Kỳ"
            value={shown[0]?.id}
            onChange={(event) => onLast(event.currentTarget.value)}
            data={periods.map(({ id, name }) => ({ value: id, label: capital(name) }))}
          />
        ) : periods.length > room ? (
          <Group gap="xs" className="not-printed">
            <Button
              size="compact-sm"
              variant="default"
              disabled={first === 0}
              onClick={() => onLast(periods[Math.max(0, first - 1)]?.id)}
            >
              Các kỳ trước
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              disabled={first + room >= periods.length}
              onClick={() => onLast(periods[Math.min(periods.length - 1, first + 2 * room - 1)]?.id)}
            >
              Các kỳ sau
            </Button>
          </Group>
        ) : null}
      </Group>
      <p className={`${classes.hint} not-printed`}>
        {narrow ? 'Bấm vào tình trạng để mở báo cáo.' : 'Bấm vào ô để mở báo cáo; phím mũi tên đi giữa các ô.'}
      </p>
      <table className={classes.matrix} onClick={follow} onKeyDown={onKeyDown}>
        <caption className="only-read-aloud">Tình trạng nộp báo cáo của từng cơ quan, theo kỳ</caption>
        <thead>
          <tr>
            <th scope="col" className={classes.corner}>
              Cơ quan
            </th>
            {shown.map(({ id, label, name, dueOn }) => (
              <th key={id} scope="col" className={classes.period}>
                <a href={`/bao-cao/cac-ky/${id}`} title={`Hạn nộp ${formatDay(dueOn)}`}>
                  <span className="only-read-aloud">{name}</span>
                  <span aria-hidden>{shortPeriod(label)}</span>
                </a>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, y) => (
            <tr key={row.agencyId}>
              <th scope="row" className={classes.agency}>
                {row.agencyName}
              </th>
              {shown.map(({ id, name }, x) => {
                const cell = row.cells.find(({ periodId }) => periodId === id);
                const { tone, word, more } = saying(cell);
                const words = (
                  <>
                    <span>{word}</span>
                    {more ? <span className={classes.more}>{more}</span> : null}
                  </>
                );
                const place = `${y}:${x}`;
                return (
                  <td key={id} className={classes.cell} data-tone={tone}>
                    {cell?.reportId ? (
                      <a
                        href={addressOf(row, cell)}
                        data-place={place}
                        tabIndex={place === stop ? 0 : -1}
                        onFocus={() => setFocused(place)}
                        title={`${row.agencyName}, ${name}${cell.submittedOn ? `: nộp ngày ${formatDay(cell.submittedOn)}` : ''}`}
                      >
                        {words}
                      </a>
                    ) : (
                      <span className={classes.still}>{words}</span>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 ? <p>Không có cơ quan nào khớp với điều kiện lọc.</p> : null}
    </div>
  );
}
