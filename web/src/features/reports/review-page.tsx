import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { OnlyFor } from '../../ui/only-for.js';
import { PageHeading } from '../../ui/page-heading.js';
import { Loading } from '../../ui/states.js';
import { ReportTabs } from './report-tabs.js';
import { reportWithTag, useReports } from './review-queries.js';
import { ReviewReport } from './review-report.js';
import { filterOf } from './review-search.js';

const route = getRouteApi('/signed-in/bao-cao/xet/$reportId');

/** One report on a page of its own; the filters of the list that was come from stay in the address. */
export function ReviewPage() {
  const { reportId } = route.useParams();
  return (
    <OnlyFor permission="reports.read" title="Báo cáo">
      <Reading key={reportId} reportId={reportId} />
    </OnlyFor>
  );
}

function Reading({ reportId }: { reportId: string }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data } = useQuery(reportWithTag(reportId));
  const report = data?.data;
  const list = useReports(filterOf(search, report?.planId ?? ''), report !== undefined);
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const place = rows.findIndex(({ id }) => id === reportId);
  const nextId = [...rows.slice(place + 1), ...rows.slice(0, Math.max(place, 0))].find(
    ({ id, state }) => state === 'submitted' && id !== reportId,
  )?.id;
  return (
    <>
      {report ? (
        <PageHeading
          title={`${report.agencyName}: báo cáo ${report.period.name}`}
          printed={report.planTitle}
          actions={
            <Button
              variant="default"
              renderRoot={(props) => (
                <Link {...props} to="/bao-cao/xet" search={(before) => ({ ...before, mo: undefined })} />
              )}
            >
              Về danh sách
            </Button>
          }
        />
      ) : (
        <Loading lines={1} />
      )}
      <ReportTabs />
      <ReviewReport
        reportId={reportId}
        nextId={nextId}
        onOpen={(id) =>
          id
            ? void navigate({ to: '/bao-cao/xet/$reportId', params: { reportId: id }, search: (before) => before })
            : void navigate({ to: '/bao-cao/xet', search: (before) => before })
        }
      />
    </>
  );
}
