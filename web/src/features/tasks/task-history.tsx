import { useQuery } from '@tanstack/react-query';
import { formatInstant } from '../../lib/dates.js';
import { PlainTable } from '../../ui/plain-table.js';
import { Section } from '../../ui/section.js';
import { Failed, Loading } from '../../ui/states.js';
import { eventWords } from './event-words.js';
import { historyQuery } from './queries.js';

/** Who did what and when, the newest first. */
export function TaskHistory({ taskId }: { taskId: string }) {
  const history = useQuery(historyQuery(taskId));
  return (
    <Section title="Lịch sử">
      {history.isPending ? <Loading lines={3} /> : null}
      {history.error ? <Failed error={history.error} onRetry={() => void history.refetch()} /> : null}
      {history.data ? (
        <PlainTable
          caption="Lịch sử của nhiệm vụ"
          captionHidden
          rows={history.data.items}
          rowId={(entry) => String(entry.id)}
          columns={[
            { id: 'at', header: 'Lúc', width: '168px', cell: (entry) => formatInstant(entry.at) },
            { id: 'who', header: 'Ai', width: '216px', cell: (entry) => entry.actorLabel },
            { id: 'what', header: 'Làm gì', cell: eventWords },
          ]}
        />
      ) : null}
    </Section>
  );
}
