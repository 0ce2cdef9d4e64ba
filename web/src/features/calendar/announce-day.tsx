import { Button, Group, Radio, Stack, TextInput } from '@mantine/core';
import {
  ANNOUNCED_DAY_KIND_LABELS,
  ANNOUNCED_DAY_KINDS,
  type AnnouncedDayKind,
} from '@plan/shared/vocabulary/days-off';
import { type FormEvent, useState } from 'react';
import { formatDayWithWeekday, formatNumber } from '../../lib/dates.js';
import { asProblem } from '../../lib/problem.js';
import { DateField } from '../../ui/date-field.js';
import { Dialog } from '../../ui/dialog.js';
import { Notice } from '../../ui/notice.js';
import { MovesList } from './moves-list.js';
import { useAnnounceDay, usePreviewChange } from './queries.js';

interface Props {
  opened: boolean;
  onClose: () => void;
  onDone: (words: string) => void;
}

/** Two steps: what is announced, then which due dates it moves; only then it is applied. */
export function AnnounceDay({ opened, onClose, onDone }: Props) {
  return (
    <Dialog opened={opened} onClose={onClose} size="lg" title="Thêm ngày hoán đổi">
      <AnnounceForm onClose={onClose} onDone={onDone} />
    </Dialog>
  );
}

function AnnounceForm({ onClose, onDone }: Omit<Props, 'opened'>) {
  const [on, setOn] = useState<string | null>(null);
  const [kind, setKind] = useState<AnnouncedDayKind>('day_off');
  const [name, setName] = useState('');
  const [source, setSource] = useState('');
  const [tried, setTried] = useState(false);
  const preview = usePreviewChange();
  const announce = useAnnounceDay();
  const problem = preview.error ?? announce.error;
  const refused = problem ? asProblem(problem) : null;
  const complete = on !== null && name.trim() !== '' && source.trim() !== '';
  const day = { on: on ?? '', kind, name: name.trim(), source: source.trim() };

  function look(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (complete) preview.mutate({ add: [day] });
  }

  function apply(): void {
    announce.mutate(day, {
      onSuccess: () => {
        const moved = preview.data?.moves.length ?? 0;
        onDone(
          `Đã thêm ${formatDayWithWeekday(day.on)}: ${ANNOUNCED_DAY_KIND_LABELS[kind].toLowerCase()}. ${formatNumber(moved)} nhiệm vụ đổi hạn.`,
        );
        onClose();
      },
    });
  }

  if (preview.data) {
    return (
      <Stack>
        <p>
          {formatDayWithWeekday(day.on)}: {ANNOUNCED_DAY_KIND_LABELS[kind].toLowerCase()}, {day.name}.
        </p>
        <MovesList moves={preview.data.moves} />
        {refused ? (
          <Notice tone="fault" title={refused.title} live>
            {refused.detail}
          </Notice>
        ) : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={() => preview.reset()}>
            Quay lại sửa
          </Button>
          <Button onClick={apply} loading={announce.isPending} data-autofocus>
            Thêm ngày và đổi {formatNumber(preview.data.moves.length)} hạn
          </Button>
        </Group>
      </Stack>
    );
  }

  return (
    <form onSubmit={look} noValidate>
      <Stack>
        {refused ? (
          <Notice tone="fault" title={refused.title} live>
            {refused.detail}
          </Notice>
        ) : null}
        <DateField
          label="Ngày"
          required
          value={on}
          onChange={setOn}
          w={260}
          error={tried && on === null ? 'Nhập ngày được thông báo.' : undefined}
        />
        <Radio.Group label="Ngày này" value={kind} onChange={(value) => setKind(value as AnnouncedDayKind)}>
          <Group mt="xs">
            {ANNOUNCED_DAY_KINDS.map((one) => (
              <Radio key={one} value={one} label={ANNOUNCED_DAY_KIND_LABELS[one]} />
            ))}
          </Group>
        </Radio.Group>
        <TextInput
          label="Tên gọi"
          description="Ví dụ: Nghỉ hoán đổi dịp 30/4"
          required
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={tried && name.trim() === '' ? 'Nhập tên gọi của ngày này.' : undefined}
        />
        <TextInput
          label="Văn bản thông báo"
          description="Số, ngày và cơ quan ban hành, như khi trích dẫn"
          required
          maxLength={300}
          value={source}
          onChange={(event) => setSource(event.currentTarget.value)}
          error={tried && source.trim() === '' ? 'Nhập văn bản thông báo.' : undefined}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Thôi
          </Button>
          <Button type="submit" loading={preview.isPending}>
            Xem hạn nào sẽ đổi
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
