import { TIMELINESS_LABELS, type Timeliness } from '@plan/shared/vocabulary/timeliness';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { formatDay, formatNumber } from '../../lib/dates.js';
import { summaryQuery } from '../../lib/summary.js';
import { Figure, Figures, figureClasses } from '../../ui/figure.js';
import { Section } from '../../ui/section.js';
import { Failed, Loading } from '../../ui/states.js';

const URGENT: Timeliness[] = ['overdue', 'due_soon'];

/** How many tasks and parts are overdue or soon due; each number opens its rows. */
export function OverdueFigures({ planId, asOf }: { planId: string; asOf: string }) {
  const summary = useQuery(summaryQuery(planId, asOf));
  return (
    <Section
      title="Cần chú ý trong kế hoạch"
      actions={
        <Link to="/ke-hoach/$planId" params={{ planId }}>
          Xem đủ số liệu của kế hoạch
        </Link>
      }
    >
      {summary.isPending ? <Loading lines={2} /> : null}
      {summary.error ? <Failed error={summary.error} onRetry={() => void summary.refetch()} /> : null}
      {summary.data ? (
        <Figures label={`Cần chú ý, theo ngày ${formatDay(asOf)}`}>
          {URGENT.map((state) => (
            <Figure key={`task ${state}`} tone={state}>
              <Link to="/nhiem-vu" search={{ timeliness: [state] }} className={figureClasses.link}>
                <span className={figureClasses.number}>{formatNumber(summary.data.tasks.byTimeliness[state])}</span>
                <span className={figureClasses.words}>Nhiệm vụ {TIMELINESS_LABELS[state].toLowerCase()}</span>
              </Link>
            </Figure>
          ))}
          {URGENT.map((state) => (
            <Figure key={`part ${state}`} tone={state}>
              <Link
                to="/nhiem-vu"
                search={{ xem: 'phan-cong', role: 'lead', timeliness: [state] }}
                className={figureClasses.link}
              >
                <span className={figureClasses.number}>
                  {formatNumber(summary.data.leadAssignments.byTimeliness[state])}
                </span>
                <span className={figureClasses.words}>Việc chủ trì {TIMELINESS_LABELS[state].toLowerCase()}</span>
              </Link>
            </Figure>
          ))}
        </Figures>
      ) : null}
    </Section>
  );
}
