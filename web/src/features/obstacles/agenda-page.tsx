import { Button } from '@mantine/core';
import { OBSTACLE_KIND_LABELS, OBSTACLE_LEVEL_LABELS } from '@plan/shared/vocabulary/obstacles';
import { IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { formatDay, formatNumber } from '../../lib/dates.js';
import { today, usePlanChoice } from '../../lib/plan-choice.js';
import { OnlyFor } from '../../ui/only-for.js';
import { PageHeading } from '../../ui/page-heading.js';
import { PlainTable } from '../../ui/plain-table.js';
import { Section } from '../../ui/section.js';
import { Empty, Failed, Loading } from '../../ui/states.js';
import { ObstacleTabs } from './obstacle-tabs.js';
import { type Agenda, agendaQuery } from './queries.js';

/** What the Steering Committee's next meeting has before it; printed on A4. */
export function AgendaPage() {
  return (
    <OnlyFor permission="agenda.read" title="Họp Ban Chỉ đạo">
      <Meeting />
    </OnlyFor>
  );
}

function Meeting() {
  const { plan, asOf: chosen, atYearEnd } = usePlanChoice();
  // A meeting is about what waits now, unless a day was chosen on purpose.
  const asOf = atYearEnd ? today() : chosen;
  const agenda = useQuery({ ...agendaQuery(plan?.id ?? '', asOf), enabled: plan !== null });
  return (
    <>
      <ObstacleTabs />
      <PageHeading
        title="Họp Ban Chỉ đạo"
        lead={`Việc chờ Ban Chỉ đạo xem xét, theo ngày ${formatDay(asOf)}.`}
        printed={plan ? `${plan.title}, theo ngày ${formatDay(asOf)}` : undefined}
        actions={
          <Button
            variant="default"
            leftSection={<IconPrinter size={18} aria-hidden />}
            disabled={!agenda.data}
            title={agenda.data ? undefined : 'Danh mục chưa tải xong.'}
            onClick={() => window.print()}
          >
            In danh mục
          </Button>
        }
      />
      {agenda.error ? <Failed error={agenda.error} onRetry={() => void agenda.refetch()} /> : null}
      {!agenda.data && !agenda.error ? <Loading lines={10} /> : null}
      {agenda.data ? <Lists agenda={agenda.data} /> : null}
    </>
  );
}

function Lists({ agenda }: { agenda: Agenda }) {
  const { obstacles, extensions, urged } = agenda;
  if (obstacles.length + extensions.length + urged.length === 0) {
    return (
      <Empty title="Không có việc nào chờ Ban Chỉ đạo.">
        Vướng mắc được trình, đề nghị gia hạn, việc đã đôn đốc ba lần bằng văn bản sẽ tự vào danh mục này.
      </Empty>
    );
  }
  return (
    <>
      <Section title={`I. Khó khăn, vướng mắc chờ kết luận: ${formatNumber(obstacles.length)}`}>
        {obstacles.length === 0 ? <p>Không có.</p> : <Obstacles rows={obstacles} />}
      </Section>
      <Section title={`II. Đề nghị gia hạn chờ quyết định: ${formatNumber(extensions.length)}`}>
        {extensions.length === 0 ? <p>Không có.</p> : <Extensions rows={extensions} />}
      </Section>
      <Section title={`III. Việc đã đôn đốc ba lần bằng văn bản: ${formatNumber(urged.length)}`}>
        {urged.length === 0 ? <p>Không có.</p> : <Urged rows={urged} />}
      </Section>
    </>
  );
}

function Obstacles({ rows }: { rows: Agenda['obstacles'] }) {
  return (
    <PlainTable
      caption="Khó khăn, vướng mắc chờ kết luận"
      captionHidden
      rows={rows}
      rowId={(one) => one.id}
      columns={[
        {
          id: 'number',
          header: 'Số',
          width: '72px',
          cell: (one) => (
            <Link to="/vuong-mac/$obstacleId" params={{ obstacleId: one.id }}>
              Số {one.number}
            </Link>
          ),
        },
        {
          id: 'agency',
          header: 'Cơ quan',
          width: '136px',
          cell: (one) =>
            one.mergedCount > 0 ? `${one.agencyName} và ${one.mergedCount} cơ quan khác` : one.agencyName,
        },
        { id: 'text', header: 'Vướng mắc, kiến nghị', cell: (one) => one.text },
        {
          id: 'kind',
          header: 'Loại, cấp giải quyết',
          width: '144px',
          cell: (one) =>
            [OBSTACLE_KIND_LABELS[one.kind], one.levelAble ? OBSTACLE_LEVEL_LABELS[one.levelAble] : null]
              .filter(Boolean)
              .join('; '),
        },
        {
          id: 'wantedBy',
          header: 'Mong trước',
          width: '112px',
          cell: (one) => (one.wantedBy ? formatDay(one.wantedBy) : ''),
        },
      ]}
    />
  );
}

function Extensions({ rows }: { rows: Agenda['extensions'] }) {
  return (
    <PlainTable
      caption="Đề nghị gia hạn chờ quyết định"
      captionHidden
      rows={rows}
      rowId={(one) => one.id}
      columns={[
        {
          id: 'number',
          header: 'Số',
          width: '72px',
          cell: (one) => (
            <Link to="/don-doc/gia-han" search={{ planId: one.planId, mo: one.id }}>
              Số {one.number}
            </Link>
          ),
        },
        { id: 'agency', header: 'Cơ quan', width: '136px', cell: (one) => one.agencyName },
        {
          id: 'task',
          header: 'Nhiệm vụ, lý do',
          cell: (one) => (
            <>
              {one.assignment.taskNumber}. {one.assignment.taskTitle}
              <div>Lý do: {one.reason}</div>
            </>
          ),
        },
        {
          id: 'dueOn',
          header: 'Hạn áp dụng',
          width: '112px',
          cell: (one) => (one.assignment.dueOn ? formatDay(one.assignment.dueOn) : ''),
        },
        { id: 'newDueOn', header: 'Xin đến', width: '112px', cell: (one) => formatDay(one.newDueOn) },
      ]}
    />
  );
}

function Urged({ rows }: { rows: Agenda['urged'] }) {
  return (
    <PlainTable
      caption="Việc đã đôn đốc ba lần bằng văn bản"
      captionHidden
      rows={rows}
      rowId={(one) => `${one.assignmentId ?? ''} ${one.reportId ?? ''} ${one.agencyId}`}
      columns={[
        { id: 'agency', header: 'Cơ quan', width: '136px', cell: (one) => one.agencyName },
        { id: 'title', header: 'Việc', cell: (one) => one.title },
        { id: 'detail', header: 'Vì sao', width: '232px', cell: (one) => one.detail },
        { id: 'dueOn', header: 'Hạn', width: '112px', cell: (one) => (one.dueOn ? formatDay(one.dueOn) : '') },
      ]}
    />
  );
}
