import { Button, FileInput, Group, NativeSelect, Progress, Stack, Textarea } from '@mantine/core';
import type { components } from '@plan/shared/api';
import { FILE_MOST_BYTES } from '@plan/shared/vocabulary/files';
import { LATE_REASON_LABELS, LATE_REASONS, type LateReason } from '@plan/shared/vocabulary/report-late-reasons';
import { OFF_SYSTEM_MEANS, OFF_SYSTEM_MEANS_LABELS, type OffSystemMeans } from '@plan/shared/vocabulary/report-states';
import { IconFileUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { formatDay, formatNumber } from '../../lib/dates.js';
import { today } from '../../lib/plan-choice.js';
import { asProblem } from '../../lib/problem.js';
import { uploadFile } from '../../lib/upload.js';
import { AgencyPicker } from '../../ui/agency-picker.js';
import { DateField } from '../../ui/date-field.js';
import { FormProblem } from '../../ui/form-problem.js';
import { Notice } from '../../ui/notice.js';
import { Section } from '../../ui/section.js';
import { Failed, Loading } from '../../ui/states.js';
import { type EntryWordsInput, OffSystemEntries } from './period-off-system-entries.js';
import { type Period, useEnterOffSystem } from './period-queries.js';
import { type Report, reportWithTag, useReports } from './review-queries.js';

/** Entering what an agency handed in on paper or by mail, with its true day and a scan. */
export function OffSystemSection({ period, agencyId }: { period: Period; agencyId: string | undefined }) {
  const [agency, setAgency] = useState<string | null>(agencyId ?? null);
  const [done, setDone] = useState<{ words: string; reportId: string } | null>(null);
  const place = useRef<HTMLDivElement>(null);
  // Who comes from a report that is owed comes for this section.
  useEffect(() => {
    if (agencyId) place.current?.scrollIntoView({ block: 'start' });
  }, [agencyId]);
  return (
    <div className="not-printed" ref={place} style={{ scrollMarginTop: 'calc(var(--top-bar) + 8px)' }}>
      <Section
        title="Nhập hộ báo cáo nộp ngoài hệ thống"
        lead="Khi cơ quan gửi bản giấy, thư điện tử hoặc mất kết nối: nhập đúng ngày nhận thật, kèm bản quét."
      >
        {done ? (
          <Notice tone="done" live>
            {done.words}{' '}
            <Link to="/bao-cao/xet/$reportId" params={{ reportId: done.reportId }}>
              Mở báo cáo để xét
            </Link>
          </Notice>
        ) : null}
        <Stack maw={560}>
          <AgencyPicker
            label="Cơ quan đã nộp"
            clearable
            value={agency}
            onChange={(id) => {
              setDone(null);
              setAgency(id);
            }}
          />
        </Stack>
        {agency ? (
          <OfAgency
            key={agency}
            period={period}
            agencyId={agency}
            onDone={(report) => {
              setAgency(null);
              setDone({
                words: `Đã nhập báo cáo ${period.name} của ${report.agencyName}, đang chờ xét.`,
                reportId: report.id,
              });
            }}
          />
        ) : null}
      </Section>
    </div>
  );
}

interface OfAgencyProps {
  period: Period;
  agencyId: string;
  onDone: (report: Report) => void;
}

function OfAgency({ period, agencyId, onDone }: OfAgencyProps) {
  const found = useReports({ planId: period.planId, periodId: [period.id], agencyId: [agencyId] });
  const row = found.data?.pages[0]?.items[0];
  const report = useQuery({ ...reportWithTag(row?.id ?? ''), enabled: row !== undefined });
  const error = found.error ?? report.error;
  if (error) return <Failed error={error} onRetry={() => void found.refetch()} />;
  if (!found.data || (row && !report.data)) return <Loading lines={3} />;
  if (!report.data)
    return <p>Cơ quan này không có trong danh sách phải báo cáo của kỳ. Thêm ở mục trên trước khi nhập.</p>;
  const { data, etag } = report.data;
  if (data.state === 'submitted' || data.state === 'accepted') {
    return (
      <p>
        Báo cáo kỳ này của {data.agencyName} {data.state === 'accepted' ? 'đã được chấp nhận' : 'đã nộp, đang chờ xét'}.{' '}
        <Link to="/bao-cao/xet/$reportId" params={{ reportId: data.id }}>
          Mở báo cáo
        </Link>
      </p>
    );
  }
  return <OffSystemForm period={period} report={data} etag={etag} onDone={() => onDone(data)} />;
}

interface FormProps {
  period: Period;
  report: Report;
  etag: string;
  onDone: () => void;
}

function OffSystemForm({ period, report, etag, onDone }: FormProps) {
  const enter = useEnterOffSystem();
  const [receivedOn, setReceivedOn] = useState<string | null>(null);
  const [means, setMeans] = useState<OffSystemMeans>('paper');
  const [lateCode, setLateCode] = useState<LateReason | ''>('');
  const [lateText, setLateText] = useState('');
  const [note, setNote] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const [scanError, setScanError] = useState<unknown>(null);
  const [entries, setEntries] = useState<EntryWordsInput[] | null>(null);
  const [tried, setTried] = useState(false);
  const scan = useRef<{ key: string; id: string | null }>({ key: crypto.randomUUID(), id: null });
  const problem = enter.error ? asProblem(enter.error) : null;
  const late = receivedOn !== null && receivedOn > period.dueOn;
  const tooLarge = file !== null && file.size > FILE_MOST_BYTES;

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (receivedOn === null || file === null || tooLarge) return;
    if (late && (lateCode === '' || lateText.trim() === '')) return;
    setScanError(null);
    try {
      if (scan.current.id === null) {
        setShare(0);
        const stored = await uploadFile<components['schemas']['FileDto']>('/api/v1/files', file, {
          onProgress: setShare,
          idempotencyKey: scan.current.key,
        });
        scan.current.id = stored.id;
      }
    } catch (error) {
      setScanError(error);
      return;
    } finally {
      setShare(null);
    }
    try {
      await enter.mutateAsync({
        reportId: report.id,
        etag,
        body: {
          receivedOn,
          means,
          scanFileId: scan.current.id,
          lateReasonCode: late ? lateCode || null : null,
          lateReasonText: late ? lateText.trim() || null : null,
          note: note.trim() || null,
          ...(entries ? { entries } : {}),
        },
      });
    } catch {
      // What was refused stands in the form.
      return;
    }
    onDone();
  }

  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack maw={640} mt="sm">
        <FormProblem error={enter.error ?? scanError} />
        <DateField
          label="Ngày nhận thật"
          description={`Từ ${formatDay(period.windowStartOn)} đến ngày khóa sổ ${formatDay(report.lastDayOn)}; ngày này quyết định đúng hạn hay muộn (hạn ${formatDay(period.dueOn)}).`}
          required
          w={320}
          maxDay={today()}
          value={receivedOn}
          error={tried && receivedOn === null ? 'Nhập ngày nhận báo cáo.' : problem?.messageFor('receivedOn')}
          onChange={setReceivedOn}
        />
        <NativeSelect
          label="Nhận bằng cách nào"
          maw={320}
          value={means}
          onChange={(event) => setMeans(event.currentTarget.value as OffSystemMeans)}
          data={OFF_SYSTEM_MEANS.map((value) => ({ value, label: OFF_SYSTEM_MEANS_LABELS[value] }))}
        />
        <FileInput
          label="Bản quét báo cáo"
          description="Tệp pdf, docx, xlsx, png hoặc jpg, tối đa 20 MB."
          placeholder="Bấm để chọn tệp"
          required
          clearable
          clearButtonProps={{ 'aria-label': 'Bỏ tệp đã chọn' }}
          accept=".pdf,.docx,.xlsx,.png,.jpg,.jpeg"
          leftSection={<IconFileUpload size={18} aria-hidden />}
          value={file}
          error={
            tooLarge
              ? 'Tệp lớn hơn 20 MB. Quét lại với độ phân giải thấp hơn.'
              : tried && !file
                ? 'Chọn tệp bản quét.'
                : (problem?.messageFor('scanFileId') ?? undefined)
          }
          onChange={(chosen) => {
            setFile(chosen);
            setScanError(null);
            scan.current = { key: crypto.randomUUID(), id: null };
          }}
        />
        {share !== null ? (
          <div role="status">
            <p>Đang tải bản quét lên: {formatNumber(share * 100)}%</p>
            <Progress value={share * 100} aria-label="Tiến độ tải bản quét" transitionDuration={0} />
          </div>
        ) : null}
        {late ? (
          <>
            <NativeSelect
              label="Lý do muộn"
              required
              maw={320}
              value={lateCode}
              error={tried && lateCode === '' ? 'Chọn lý do muộn.' : problem?.messageFor('lateReasonCode')}
              onChange={(event) => setLateCode(event.currentTarget.value as LateReason | '')}
              data={[
                { value: '', label: 'Chọn lý do' },
                ...LATE_REASONS.map((value) => ({ value, label: LATE_REASON_LABELS[value] })),
              ]}
            />
            <Textarea
              label="Nói rõ lý do muộn"
              required
              autosize
              minRows={2}
              maxLength={2000}
              value={lateText}
              error={
                tried && lateText.trim() === '' ? 'Nhập lý do muộn bằng lời.' : problem?.messageFor('lateReasonText')
              }
              onChange={(event) => setLateText(event.currentTarget.value)}
            />
          </>
        ) : null}
        <OffSystemEntries report={report} value={entries} onChange={setEntries} />
        <Textarea
          label="Ghi chú"
          autosize
          minRows={1}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Group gap="xs">
          <Button type="submit" loading={enter.isPending || share !== null}>
            Nhập báo cáo của {report.agencyName}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
