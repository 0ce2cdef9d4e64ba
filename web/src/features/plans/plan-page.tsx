import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { placeOf } from '../../lib/address-search.js';
import { formatDay } from '../../lib/dates.js';
import { usePlanChoice } from '../../lib/plan-choice.js';
import { useMay } from '../../lib/session.js';
import { HistoryLink } from '../../ui/history-link.js';
import { PageHeading } from '../../ui/page-heading.js';
import { Fact, Facts, Section } from '../../ui/section.js';
import { Failed, Loading } from '../../ui/states.js';
import { PlanSettings } from './plan-settings.js';
import { PlanSummary } from './plan-summary.js';
import { type Plan, planWithTag } from './queries.js';

const route = getRouteApi('/signed-in/ke-hoach/$planId');

/** One plan: its figures, its groups, the decision behind it, and for the standing agency its settings. */
export function PlanPage() {
  const { planId } = route.useParams();
  const { asOf, asOfSettled } = usePlanChoice();
  const mayEdit = useMay('plans.edit');
  const plan = useQuery(planWithTag(planId));
  if (!plan.data) {
    return (
      <>
        <PageHeading title="Kế hoạch" />
        {plan.error ? <Failed error={plan.error} onRetry={() => void plan.refetch()} /> : <Loading lines={10} />}
      </>
    );
  }
  const { data, etag } = plan.data;
  return (
    <>
      <PageHeading
        title={`Kế hoạch năm ${data.year}`}
        lead={data.title}
        printed={`${data.title}, theo ngày ${formatDay(asOf)}`}
        actions={
          <>
            <HistoryLink subjectId={planId} />
            {mayEdit ? (
              <Button variant="default" component={Link} to={`/ke-hoach/${planId}/nhac-viec`}>
                Bậc nhắc việc
              </Button>
            ) : null}
            <Button component={Link} {...placeOf(`/nhiem-vu?planId=${planId}`)}>
              Mở danh sách nhiệm vụ
            </Button>
          </>
        }
      />
      {asOfSettled ? <PlanSummary planId={planId} asOf={asOf} /> : <Loading lines={10} />}
      <Section title="Quyết định">
        <DecisionFacts plan={data} />
      </Section>
      {mayEdit ? <PlanSettings key={planId} plan={data} etag={etag} /> : null}
    </>
  );
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <ul style={{ margin: 0, paddingInlineStart: 18 }}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

function DecisionFacts({ plan }: { plan: Plan }) {
  return (
    <Facts>
      <Fact name="Số quyết định">{plan.number ?? 'Chưa có số'}</Fact>
      <Fact name="Ngày ban hành">{plan.issuedOn ? formatDay(plan.issuedOn) : 'Chưa có ngày'}</Fact>
      <Fact name="Cơ quan ban hành">{plan.issuingBody}</Fact>
      <Fact name="Nơi ban hành">{plan.place}</Fact>
      <Fact name="Người ký">
        {plan.signerName ? `${plan.signerTitle ? `${plan.signerTitle} ` : ''}${plan.signerName}` : null}
      </Fact>
      <Fact name="Căn cứ">{plan.legalBases.length > 0 ? <Lines lines={plan.legalBases} /> : null}</Fact>
      <Fact name="Nơi nhận">{plan.recipients.length > 0 ? <Lines lines={plan.recipients} /> : null}</Fact>
    </Facts>
  );
}
