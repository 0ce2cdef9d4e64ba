import { Button } from '@mantine/core';
import { AGENCY_LEVEL_LABELS } from '@plan/shared/vocabulary/agency-levels';
import { useQueries, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDay, formatNumber } from '../../lib/dates.js';
import { type Agency, agencyQuery } from '../../lib/directory.js';
import { useMay } from '../../lib/session.js';
import { HistoryLink } from '../../ui/history-link.js';
import { PageHeading } from '../../ui/page-heading.js';
import { Fact, Facts, Section } from '../../ui/section.js';
import { Failed, Loading } from '../../ui/states.js';
import { AgencyAssignments } from './agency-assignments.js';
import { EditAgency } from './edit-agency.js';
import { agencyWithTag, useAgencies } from './queries.js';

const route = getRouteApi('/signed-in/co-quan/$agencyId');

/** One agency: its names, its place, its validity and its part in the plan. */
export function AgencyPage() {
  const { agencyId } = route.useParams();
  const agency = useQuery(agencyWithTag(agencyId));
  const isAdmin = useMay('agencies.edit');
  const [editing, setEditing] = useState(false);

  if (agency.isPending) {
    return (
      <>
        <PageHeading title="Cơ quan" />
        <Loading />
      </>
    );
  }
  if (agency.error) {
    return (
      <>
        <PageHeading title="Cơ quan" />
        <Failed error={agency.error} onRetry={() => void agency.refetch()} />
      </>
    );
  }
  const { data, etag } = agency.data;
  return (
    <>
      <PageHeading
        key={agencyId}
        title={data.name}
        lead={AGENCY_LEVEL_LABELS[data.level]}
        printed={data.name}
        actions={
          <>
            <HistoryLink subjectId={agencyId} />
            {isAdmin && !editing ? (
              <Button variant="default" onClick={() => setEditing(true)}>
                Sửa thông tin
              </Button>
            ) : null}
          </>
        }
      />
      {editing ? (
        <EditAgency key={agencyId} agency={data} etag={etag} onClose={() => setEditing(false)} />
      ) : (
        <Section title="Thông tin">
          <AgencyFacts agency={data} />
        </Section>
      )}
      <AgencyAssignments agencyId={agencyId} />
      {data.level === 'district' ? <Communes districtId={agencyId} /> : null}
    </>
  );
}

function AgencyFacts({ agency }: { agency: Agency }) {
  const parent = useQuery({ ...agencyQuery(agency.parentId ?? ''), enabled: agency.parentId !== null });
  const successors = useQueries({ queries: agency.successorIds.map((id) => agencyQuery(id)) });
  return (
    <Facts>
      <Fact name="Vai trò">{agency.standing ? 'Cơ quan thường trực' : null}</Fact>
      <Fact name="Tên gọi khác">{agency.aliases.join('; ') || 'Chưa có'}</Fact>
      <Fact name="Mã định danh">{agency.identifier}</Fact>
      <Fact name="Cơ quan cấp trên">{parent.data ? <AgencyLink agency={parent.data} /> : null}</Fact>
      <Fact name="Hoạt động từ">{agency.validFrom ? formatDay(agency.validFrom) : null}</Fact>
      <Fact name="Hoạt động đến hết">{agency.validTo ? formatDay(agency.validTo) : null}</Fact>
      <Fact name="Cơ quan kế thừa">
        {successors.some(({ data }) => data)
          ? successors.map(({ data }) =>
              data ? (
                <div key={data.id}>
                  <AgencyLink agency={data} />
                </div>
              ) : null,
            )
          : null}
      </Fact>
    </Facts>
  );
}

function AgencyLink({ agency }: { agency: Agency }) {
  return (
    <Link to="/co-quan/$agencyId" params={{ agencyId: agency.id }}>
      {agency.name}
    </Link>
  );
}

function Communes({ districtId }: { districtId: string }) {
  const communes = useAgencies({ parentId: districtId });
  const rows = communes.data?.pages.flatMap((page) => page.items) ?? [];
  if (rows.length === 0) return null;
  return (
    <Section title={`Cấp xã trực thuộc: ${formatNumber(rows.length)}`}>
      <ul>
        {rows.map((commune) => (
          <li key={commune.id}>
            <Link to="/co-quan/$agencyId" params={{ agencyId: commune.id }}>
              {commune.name}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
