import { Button, FileInput, Progress, Stack } from '@mantine/core';
import { REPORT_ENTRY_STATE_LABELS } from '@plan/shared/vocabulary/report-states';
import { IconDownload, IconFileSpreadsheet } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { formatNumber } from '../../lib/dates.js';
import { asProblem } from '../../lib/problem.js';
import { uploadFile } from '../../lib/upload.js';
import { FormProblem } from '../../ui/form-problem.js';
import { Notice } from '../../ui/notice.js';
import { PlainTable } from '../../ui/plain-table.js';
import { Section } from '../../ui/section.js';
import type { DraftKeeper } from './draft-keeper.js';
import { entryName } from './entry-words.js';
import type { FormResult } from './own-report-queries.js';
import { FIELD_LABELS, WORD_FIELDS, type WordField } from './report-draft.js';
import { type Report, reportWithTag } from './review-queries.js';

interface Props {
  report: Report;
  keeper: DraftKeeper;
}

/** The form as an Excel file: down, filled in without a connection, and back after a trial that writes nothing. */
export function ReportFormExcel({ report, keeper }: Props) {
  const queryClient = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [tried, setTried] = useState(false);
  const [share, setShare] = useState(0);
  const key = useRef(crypto.randomUUID());
  const path = `/api/v1/reports/${report.id}/form`;

  const check = useMutation({
    mutationFn: async (chosen: File) => {
      // Compared is what the server holds: first the last words go there.
      await keeper.flush();
      return uploadFile<FormResult>(`${path}?dryRun=true`, chosen, {
        onProgress: setShare,
        idempotencyKey: crypto.randomUUID(),
        ifMatch: keeper.currentEtag(),
      });
    },
  });
  const running = useRef<Promise<FormResult> | null>(null);
  const take = useMutation({
    // A second press while the first is under way gets the answer of the first.
    mutationFn: (chosen: File) => {
      running.current ??= uploadFile<FormResult>(path, chosen, {
        onProgress: setShare,
        idempotencyKey: key.current,
        ifMatch: keeper.currentEtag(),
      }).finally(() => {
        running.current = null;
      });
      return running.current;
    },
    onSuccess: async () => {
      keeper.adopt(await queryClient.fetchQuery({ ...reportWithTag(report.id), staleTime: 0 }));
      setFile(null);
      setTried(false);
      check.reset();
    },
  });
  const refusal = check.error ?? take.error;
  const faults = refusal ? asProblem(refusal).errors.filter(({ pointer }) => pointer.startsWith('/cells/')) : [];

  function look(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (file) check.mutate(file);
  }

  return (
    <Section
      title="Điền bằng Excel"
      lead="Tải biểu về, điền khi không có mạng, rồi tải lên. Hệ thống cho xem trước điều gì thay đổi; chỉ ghi khi mọi ô đều đúng."
      actions={
        <Button
          component="a"
          href={`/api/v1/reports/${report.id}/form.xlsx`}
          download
          variant="default"
          leftSection={<IconDownload size={18} aria-hidden />}
        >
          Tải biểu Excel
        </Button>
      }
    >
      <form onSubmit={look} noValidate className="not-printed">
        <Stack maw={560} gap="sm">
          {take.data && !file ? (
            <Notice tone="done" title={`Đã ghi ${formatNumber(take.data.changed.length)} nhiệm vụ từ biểu Excel`} live>
              <p>Đây mới là bản nháp; xem lại ở trên rồi nộp.</p>
            </Notice>
          ) : null}
          <FileInput
            label="Biểu đã điền"
            description="Tệp Excel (.xlsx) tải từ trang này, tối đa 5 MB."
            placeholder="Bấm để chọn tệp"
            clearable
            clearButtonProps={{ 'aria-label': 'Bỏ tệp đã chọn' }}
            accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            leftSection={<IconFileSpreadsheet size={18} aria-hidden />}
            value={file}
            error={tried && !file ? 'Chọn biểu đã điền.' : undefined}
            onChange={(chosen) => {
              setFile(chosen);
              key.current = crypto.randomUUID();
              check.reset();
              take.reset();
            }}
          />
          {check.isPending || take.isPending ? (
            <div role="status">
              <p>{share < 1 ? `Đang tải lên: ${Math.round(share * 100)}%` : 'Đã tải lên, hệ thống đang đọc biểu…'}</p>
              <Progress value={share * 100} aria-label="Tiến độ tải biểu" transitionDuration={0} />
            </div>
          ) : null}
          <Button type="submit" variant="default" loading={check.isPending} w="fit-content">
            Xem trước thay đổi
          </Button>
        </Stack>
      </form>
      {faults.length > 0 ? (
        <>
          <Notice tone="fault" title={`${formatNumber(faults.length)} ô cần sửa, chưa ghi gì vào báo cáo`} live>
            <p>Sửa các ô dưới đây trong tệp, lưu lại rồi chọn tệp lần nữa.</p>
          </Notice>
          <CellFaults faults={faults} />
        </>
      ) : (
        <FormProblem error={refusal} />
      )}
      {check.data && file && !take.isSuccess ? (
        <Changes result={check.data} report={report} taking={take.isPending} onTake={() => take.mutate(file)} />
      ) : null}
    </Section>
  );
}

function CellFaults({ faults }: { faults: readonly { pointer: string; message: string }[] }) {
  return (
    <PlainTable
      caption="Các ô cần sửa trong biểu"
      captionHidden
      rows={faults}
      rowId={({ pointer, message }) => `${pointer} ${message}`}
      columns={[
        { id: 'cell', header: 'Ô', width: '96px', cell: ({ pointer }) => pointer.replace('/cells/', '') },
        {
          id: 'what',
          header: 'Cần sửa',
          cell: ({ message }) => {
            const words = message.replace(/^Ô [^:]+:\s*/, '');
            return words.charAt(0).toUpperCase() + words.slice(1);
          },
        },
      ]}
    />
  );
}

interface Difference {
  id: string;
  name: string;
  field: WordField;
  now: string;
  inForm: string;
}

type Said = Pick<FormResult['lines'][number], WordField>;

function wordsOf(said: Said, field: WordField): string {
  const value = said[field];
  if (value === null || value === '') return '(để trống)';
  if (field === 'state') return REPORT_ENTRY_STATE_LABELS[value as NonNullable<Said['state']>];
  if (field === 'progressPercent') return `${value}%`;
  if (typeof value === 'boolean') return value ? 'Có' : 'Không';
  return String(value);
}

interface ChangesProps {
  result: FormResult;
  report: Report;
  taking: boolean;
  onTake: () => void;
}

/** What the form would change, field by field, and the button that takes it. */
function Changes({ result, report, taking, onTake }: ChangesProps) {
  const changed = new Set(result.changed);
  const rows: Difference[] = report.entries.flatMap((entry) => {
    const line = result.lines.find(({ assignmentId }) => assignmentId === entry.assignmentId);
    if (!line || !changed.has(entry.assignmentId)) return [];
    return WORD_FIELDS.filter((field) => line[field] !== entry[field]).map((field) => ({
      id: entry.assignmentId,
      name: `${entryName(entry)}. ${entry.taskTitle}`,
      field,
      now: wordsOf(entry, field),
      inForm: wordsOf(line, field),
    }));
  });
  if (changed.size === 0) {
    return <Notice title="Biểu không có gì khác với báo cáo đang soạn" live />;
  }
  return (
    <>
      {result.madeFromVersion !== null && result.madeFromVersion < report.version ? (
        <Notice tone="warning" title="Sau khi biểu được tải về, báo cáo đã được ghi thêm">
          <p>Xem kỹ cột “Đang có”: ghi biểu vào sẽ thay những lời đó bằng lời trong biểu.</p>
        </Notice>
      ) : null}
      <Notice
        live
        title={`Biểu đúng. ${formatNumber(changed.size)} nhiệm vụ sẽ thay đổi, chưa ghi gì cho tới khi bấm nút`}
      />
      <PlainTable
        caption="Những gì biểu sẽ thay đổi"
        captionHidden
        rows={rows}
        rowId={({ id, field }) => `${id} ${field}`}
        columns={[
          { id: 'task', header: 'Nhiệm vụ', cell: ({ name }) => name },
          { id: 'field', header: 'Mục', width: '144px', cell: ({ field }) => FIELD_LABELS[field] },
          { id: 'now', header: 'Đang có', cell: ({ now }) => now },
          { id: 'form', header: 'Trong biểu', cell: ({ inForm }) => inForm },
        ]}
      />
      <Button mt="sm" loading={taking} onClick={onTake}>
        Ghi {formatNumber(changed.size)} nhiệm vụ vào báo cáo
      </Button>
    </>
  );
}
