import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { formatDayWithWeekday } from '../../lib/dates.js';
import { DateField } from '../../ui/date-field.js';
import { Explanation } from '../../ui/explanation.js';
import { Notice } from '../../ui/notice.js';
import { Section } from '../../ui/section.js';
import { Failed, Loading } from '../../ui/states.js';
import { workingDayQuery } from './queries.js';

const route = getRouteApi('/signed-in/ngay-nghi');

/** "Ngày này có làm việc không?": the answer, and to which day a limit on it moves. */
export function WorkingDayCheck({ year }: { year: number }) {
  const { ngay } = route.useSearch();
  const navigate = route.useNavigate();
  const answer = useQuery({ ...workingDayQuery(ngay ?? ''), enabled: ngay !== undefined });
  return (
    <Section title="Ngày này có làm việc không?">
      <DateField
        label="Ngày cần xem"
        description={`Ví dụ 30/04/${year}`}
        w={260}
        clearable
        value={ngay ?? null}
        onChange={(day) => navigate({ search: (before) => ({ ...before, ngay: day ?? undefined }), replace: true })}
      />
      <div aria-live="polite">
        {ngay && answer.isPending ? <Loading lines={1} /> : null}
        {answer.error ? <Failed error={answer.error} onRetry={() => void answer.refetch()} /> : null}
        {ngay && answer.data ? (
          <div style={{ marginTop: 12 }}>
            <Notice
              tone={answer.data.isWorkingDay ? 'done' : 'info'}
              title={
                answer.data.isWorkingDay
                  ? `${formatDayWithWeekday(answer.data.on)} là ngày làm việc.`
                  : `${formatDayWithWeekday(answer.data.on)} là ngày nghỉ. Hạn chuyển sang ${formatDayWithWeekday(answer.data.dueOn)}.`
              }
            >
              <p>
                <Explanation text={answer.data.explanation} />
              </p>
            </Notice>
          </div>
        ) : null}
      </div>
    </Section>
  );
}
