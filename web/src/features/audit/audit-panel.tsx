import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { ACTOR_KIND_LABELS, EVENT_SUBJECT_LABELS, EVENT_VIA_LABELS } from '@plan/shared/vocabulary/event-types';
import { Link } from '@tanstack/react-router';
import { placeOf } from '../../lib/address-search.js';
import { addressWords } from '../../lib/browser-words.js';
import { formatInstant } from '../../lib/dates.js';
import { SidePanel } from '../../ui/dialog.js';
import { PlainTable } from '../../ui/plain-table.js';
import { Fact, Facts } from '../../ui/section.js';
import { Empty } from '../../ui/states.js';
import { changedFields } from './changed-fields.js';
import type { AuditEvent } from './queries.js';

interface Props {
  event: AuditEvent | undefined;
  opened: boolean;
  onClose: () => void;
}

/** One event at the side: its sentence, its circumstances, and every field before and after. */
export function AuditPanel({ event, opened, onClose }: Props) {
  return (
    <SidePanel opened={opened} onClose={onClose} title={event ? `Việc số ${event.id}` : 'Nhật ký'}>
      {event ? (
        <EventView event={event} />
      ) : (
        <Empty title="Việc này không nằm trong các dòng đang hiện.">Bỏ bớt điều kiện lọc, hoặc kéo bảng xuống.</Empty>
      )}
    </SidePanel>
  );
}

function EventView({ event }: { event: AuditEvent }) {
  const fields = changedFields(event.before, event.after);
  return (
    <Stack gap="lg">
      <Text fw={500}>{event.text}</Text>
      <Facts>
        <Fact name="Lúc">{formatInstant(event.at)}</Fact>
        <Fact name="Ai">
          {event.actorLabel} ({ACTOR_KIND_LABELS[event.actorKind].toLowerCase()})
        </Fact>
        <Fact name="Làm thay">{event.onBehalfOfLabel}</Fact>
        <Fact name="Qua">{EVENT_VIA_LABELS[event.via]}</Fact>
        <Fact name="Về việc">
          {(EVENT_SUBJECT_LABELS as Record<string, string>)[event.subjectType] ?? event.subjectType}
        </Fact>
        <Fact name="Cơ quan">{event.agencyName}</Fact>
        <Fact name="Địa chỉ mạng">{addressWords(event.address)}</Fact>
        <Fact name="Mã sự việc">{event.requestId}</Fact>
        <Fact name="Niêm phong">
          {event.sealed ? 'Đã niêm phong, sửa hay xóa đều bị phát hiện' : 'Đang chờ, trong vòng một phút'}
        </Fact>
      </Facts>
      <section>
        <Title order={3} mb="xs">
          Trước và sau
        </Title>
        {fields.length === 0 ? (
          <p>Việc này không đổi trường dữ liệu nào.</p>
        ) : (
          <PlainTable
            caption="Trước và sau"
            captionHidden
            rows={fields}
            rowId={({ name }) => name}
            columns={[
              { id: 'field', header: 'Mục', width: '160px', cell: ({ label }) => label },
              { id: 'before', header: 'Trước', cell: ({ before }) => before || 'Trống' },
              { id: 'after', header: 'Sau', cell: ({ after }) => after || 'Trống' },
            ]}
          />
        )}
      </section>
      <Group gap="xs">
        <Button
          component={Link}
          variant="default"
          size="compact-sm"
          {...placeOf(`/quan-tri/nhat-ky?subjectId=${event.subjectId}`)}
        >
          Mọi việc của đối tượng này
        </Button>
        {event.actorId ? (
          <Button
            component={Link}
            variant="default"
            size="compact-sm"
            {...placeOf(`/quan-tri/nhat-ky?actorId=${event.actorId}`)}
          >
            Mọi việc của người này
          </Button>
        ) : null}
      </Group>
    </Stack>
  );
}
