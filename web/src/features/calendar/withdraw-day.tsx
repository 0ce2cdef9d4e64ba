import { Button, Group, Stack } from '@mantine/core';
import { useEffect } from 'react';
import { formatDayWithWeekday, formatNumber } from '../../lib/dates.js';
import { asProblem } from '../../lib/problem.js';
import { Dialog } from '../../ui/dialog.js';
import { Notice } from '../../ui/notice.js';
import { Failed, Loading } from '../../ui/states.js';
import { MovesList } from './moves-list.js';
import { type AnnouncedDay, usePreviewChange, useWithdrawDay } from './queries.js';

interface Props {
  day: AnnouncedDay | null;
  onClose: () => void;
  onDone: (words: string) => void;
}

/** Taking an announced day away, after seeing which due dates go back. */
export function WithdrawDay({ day, onClose, onDone }: Props) {
  const { mutate: look, data: preview, error, isPending } = usePreviewChange();
  const withdraw = useWithdrawDay();
  useEffect(() => {
    if (day) look({ removeIds: [day.id] });
  }, [day, look]);
  const refused = withdraw.error ? asProblem(withdraw.error) : null;
  return (
    <Dialog
      opened={day !== null}
      onClose={onClose}
      size="lg"
      title={day ? `Gỡ ${formatDayWithWeekday(day.on)}, ${day.name}` : ''}
    >
      <Stack>
        {isPending ? <Loading lines={3} /> : null}
        {error ? <Failed error={error} onRetry={() => day && look({ removeIds: [day.id] })} /> : null}
        {preview ? <MovesList moves={preview.moves} /> : null}
        {refused ? (
          <Notice tone="fault" title={refused.title} live>
            {refused.detail}
          </Notice>
        ) : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Giữ nguyên
          </Button>
          <Button
            color="red.9"
            disabled={!preview}
            loading={withdraw.isPending}
            onClick={() =>
              day &&
              withdraw.mutate(day, {
                onSuccess: () => {
                  onDone(
                    `Đã gỡ ${formatDayWithWeekday(day.on)}. ${formatNumber(preview?.moves.length ?? 0)} nhiệm vụ đổi hạn.`,
                  );
                  onClose();
                },
              })
            }
          >
            Gỡ ngày này
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
