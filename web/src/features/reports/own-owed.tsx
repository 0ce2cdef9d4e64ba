import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { usePlanChoice } from '../../lib/plan-choice.js';
import { useMay, useMe } from '../../lib/session.js';
import { Section } from '../../ui/section.js';
import { Failed } from '../../ui/states.js';
import { OwnReportCard } from './own-report-card.js';
import { owedQuery } from './own-report-queries.js';
import classes from './own-reports.module.css';

/** On the first page: the reports that one's agency owes and can still hand in; nothing at all when none is owed. */
export function OwedReports() {
  const me = useMe();
  const writes = useMay('reports.write');
  const { plan } = usePlanChoice();
  if (!writes || me.agencyId === null || !plan) return null;
  return <Owed planId={plan.id} agencyId={me.agencyId} />;
}

function Owed({ planId, agencyId }: { planId: string; agencyId: string }) {
  const owed = useQuery(owedQuery(planId, agencyId));
  if (owed.error) return <Failed error={owed.error} onRetry={() => void owed.refetch()} />;
  const open = (owed.data?.items ?? []).filter((one) => one.open);
  if (!owed.data || open.length === 0) return null;
  return (
    <Section title="Báo cáo phải nộp" actions={<Link to="/bao-cao">Xem mọi báo cáo của cơ quan</Link>}>
      <div className={classes.cards}>
        {open.map(({ reportId }) => (
          <OwnReportCard key={reportId} reportId={reportId} asOf={owed.data.asOf} />
        ))}
      </div>
    </Section>
  );
}
