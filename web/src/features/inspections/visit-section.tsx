import { Button, Group, Text } from '@mantine/core';
import { FINDING_KIND_LABELS, VISIT_STATE_LABELS } from '@plan/shared/vocabulary/inspections';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDay } from '../../lib/dates.js';
import { PlainTable } from '../../ui/plain-table.js';
import { Fact, Facts, Section } from '../../ui/section.js';
import { TimelinessChip } from '../../ui/timeliness-chip.js';
import { ChangeVisitDialog } from './change-visit-dialog.js';
import { NewFindingDialog } from './new-finding-dialog.js';
import { NewRemedyDialog } from './new-remedy-dialog.js';
import type { Finding, Visit } from './queries.js';

interface Props {
  visit: Visit;
  planId: string;
  mayManage: boolean;
}

/** One agency of an inspection: when, by whom, what was found, what follows. */
export function VisitSection({ visit, planId, mayManage }: Props) {
  const [open, setOpen] = useState<'visit' | 'finding' | null>(null);
  const [remedyOf, setRemedyOf] = useState<Finding | null>(null);
  const close = () => setOpen(null);
  return (
    <Section
      title={visit.agencyName}
      actions={
        mayManage ? (
          <Group gap="sm">
            <Button variant="default" onClick={() => setOpen('visit')}>
              Sửa cuộc kiểm tra
            </Button>
            <Button
              disabled={visit.state !== 'held'}
              title={visit.state === 'held' ? undefined : 'Ghi cuộc này là đã kiểm tra trước.'}
              onClick={() => setOpen('finding')}
            >
              Ghi kết quả
            </Button>
          </Group>
        ) : null
      }
    >
      <Facts>
        <Fact name="Ngày">{formatDay(visit.onDay)}</Fact>
        <Fact name="Trạng thái">{VISIT_STATE_LABELS[visit.state]}</Fact>
        <Fact name="Thành phần đoàn">{visit.teamText}</Fact>
        <Fact name={visit.state === 'cancelled' ? 'Lý do' : 'Kết luận'}>{visit.conclusionText}</Fact>
      </Facts>
      {mayManage && visit.state !== 'held' ? (
        <Text size="sm" mb="sm">
          Kết quả ghi được sau khi chọn “Đã kiểm tra” trong “Sửa cuộc kiểm tra”.
        </Text>
      ) : null}
      {visit.findings.length > 0 ? (
        <PlainTable
          caption={`Kết quả kiểm tra ${visit.agencyName}`}
          captionHidden
          rows={visit.findings}
          rowId={({ id }) => id}
          columns={[
            { id: 'kind', header: 'Loại', width: '150px', cell: ({ kind }) => FINDING_KIND_LABELS[kind] },
            { id: 'text', header: 'Nội dung', cell: (finding) => <FindingWords finding={finding} /> },
            {
              id: 'remedies',
              header: 'Phải khắc phục',
              cell: (finding) => (
                <Remedies finding={finding} onOrder={mayManage ? () => setRemedyOf(finding) : undefined} />
              ),
            },
          ]}
        />
      ) : null}
      <ChangeVisitDialog visitId={visit.id} opened={open === 'visit'} onClose={close} />
      <NewFindingDialog visit={visit} planId={planId} opened={open === 'finding'} onClose={close} />
      <NewRemedyDialog visit={visit} finding={remedyOf} onClose={() => setRemedyOf(null)} />
    </Section>
  );
}

function FindingWords({ finding: { text, taskId, taskNumber, taskTitle } }: { finding: Finding }) {
  return (
    <div>
      <Text style={{ whiteSpace: 'pre-line' }}>{text}</Text>
      {taskId ? (
        <Link to="/nhiem-vu/$taskId" params={{ taskId }}>
          Nhiệm vụ {taskNumber}: {taskTitle}
        </Link>
      ) : null}
    </div>
  );
}

function Remedies({ finding, onOrder }: { finding: Finding; onOrder?: () => void }) {
  return (
    <div>
      {finding.remedies.map((remedy) => (
        <div key={remedy.assignmentId}>
          <Link to="/nhiem-vu/$taskId" params={{ taskId: remedy.taskId }} search={{ phan: remedy.assignmentId }}>
            {remedy.text}
          </Link>
          <Group gap="xs">
            <Text size="sm">
              {remedy.agencyName}
              {remedy.dueOn ? `, hạn ${formatDay(remedy.dueOn)}` : ''}
            </Text>
            <TimelinessChip timeliness={remedy.timeliness} />
          </Group>
        </div>
      ))}
      {onOrder ? (
        <Button
          variant="subtle"
          size="compact-sm"
          px={0}
          aria-label={`Yêu cầu khắc phục: ${finding.text.slice(0, 80)}`}
          onClick={onOrder}
        >
          Yêu cầu khắc phục
        </Button>
      ) : finding.remedies.length === 0 ? (
        'Không'
      ) : null}
    </div>
  );
}
