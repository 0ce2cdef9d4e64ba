import type { ReactNode } from 'react';
import { formatDay } from '../../lib/dates.js';
import { usePlanChoice } from '../../lib/plan-choice.js';
import { useMay, useMe } from '../../lib/session.js';
import { PageHeading } from '../../ui/page-heading.js';
import { Empty, Failed, Loading } from '../../ui/states.js';
import { AdminWork } from './my-work-admin.js';
import { OverdueFigures } from './my-work-figures.js';
import { OwnAssignments } from './my-work-own.js';
import { WaitingEvidence, WaitingExtensions } from './my-work-waiting.js';

/** What the signed-in person owes, by when, with one button each; `first` is what other features put on top. */
export function MyWorkPage({ first }: { first?: ReactNode }) {
  const me = useMe();
  const decides = useMay('evidence.decide');
  const decidesDates = useMay('extensions.decide');
  const isAdmin = useMay('agencies.edit');
  const owes = me.agencyId !== null && me.roles.some((role) => role === 'agency_head' || role === 'agency_officer');
  const { plan, asOf, isPending, error, refetch } = usePlanChoice();
  return (
    <>
      <PageHeading
        title="Việc của tôi"
        lead={plan ? `${me.agencyName ? `${me.agencyName}. ` : ''}Theo ngày ${formatDay(asOf)}.` : me.agencyName}
        printed={plan ? `${plan.title}, theo ngày ${formatDay(asOf)}` : undefined}
      />
      {isPending ? <Loading lines={8} /> : null}
      {error ? <Failed error={error} onRetry={() => void refetch()} /> : null}
      {!plan && !isPending && !error ? (
        <Empty title="Chưa có kế hoạch nào.">
          Khi cơ quan thường trực nhập và xác nhận kế hoạch, việc được giao sẽ hiện ở đây.
        </Empty>
      ) : null}
      {plan ? (
        <>
          {first}
          {decides ? <WaitingEvidence planId={plan.id} /> : null}
          {decidesDates ? <WaitingExtensions planId={plan.id} /> : null}
          {decides || !owes ? <OverdueFigures planId={plan.id} asOf={asOf} /> : null}
          {owes && me.agencyId ? <OwnAssignments planId={plan.id} agencyId={me.agencyId} asOf={asOf} /> : null}
        </>
      ) : null}
      {isAdmin ? <AdminWork /> : null}
    </>
  );
}
