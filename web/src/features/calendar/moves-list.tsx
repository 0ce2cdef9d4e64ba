import { formatDayWithWeekday, formatNumber } from '../../lib/dates.js';
import { Notice } from '../../ui/notice.js';
import { PlainTable } from '../../ui/plain-table.js';
import type { DueDateMove } from './queries.js';

/** The due dates that a change of days off would move, before it is applied. */
export function MovesList({ moves }: { moves: readonly DueDateMove[] }) {
  if (moves.length === 0) {
    return <Notice title="Không có hạn nào thay đổi.">Thay đổi này không làm dời hạn của nhiệm vụ nào.</Notice>;
  }
  const open = moves.filter((move) => move.open).length;
  return (
    <>
      <Notice tone="warning" title={`${formatNumber(moves.length)} nhiệm vụ sẽ đổi hạn`}>
        Trong đó {formatNumber(open)} nhiệm vụ đang thực hiện. Việc đổi hạn được ghi vào lịch sử của từng nhiệm vụ.
      </Notice>
      <PlainTable
        caption="Hạn sẽ thay đổi"
        captionHidden
        rows={moves}
        rowId={(move) => move.taskId}
        columns={[
          { id: 'number', header: 'STT', width: '56px', align: 'end', cell: (move) => move.taskNumber },
          { id: 'title', header: 'Nhiệm vụ', cell: (move) => move.taskTitle },
          { id: 'from', header: 'Hạn đang có', width: '120px', cell: (move) => formatDayWithWeekday(move.fromDueOn) },
          { id: 'to', header: 'Hạn mới', width: '120px', cell: (move) => formatDayWithWeekday(move.toDueOn) },
        ]}
      />
    </>
  );
}
