import { Button } from '@mantine/core';
import { formatNumber } from '../../lib/dates.js';
import { Empty } from '../../ui/states.js';

/** `33 nhiệm vụ`, or how many are loaded so far. */
export function countWords(count: number, hasMore: boolean, noun: string): string {
  return hasMore ? `${formatNumber(count)} ${noun} đầu tiên, kéo xuống để xem tiếp` : `${formatNumber(count)} ${noun}`;
}

/** Nothing matches the filters. */
export function NothingFound({ noun, onRemoveAll }: { noun: string; onRemoveAll: () => void }) {
  return (
    <Empty
      title={`Không có ${noun} nào khớp với điều kiện lọc.`}
      action={
        <Button variant="default" onClick={onRemoveAll}>
          Bỏ hết lọc
        </Button>
      }
    >
      Bỏ bớt từng điều kiện ở trên, hoặc chọn ngày khác.
    </Empty>
  );
}
