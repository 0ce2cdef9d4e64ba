import { Group, NativeSelect, NumberInput, Stack, Title } from '@mantine/core';
import {
  REPORT_FREQUENCIES,
  REPORT_FREQUENCY_LABELS,
  type ReportFrequency,
} from '@plan/shared/vocabulary/report-periods';
import { asProblem } from '../../lib/problem.js';
import type { Plan } from './queries.js';

type Settings = Plan['settings'];

/** `2023-04` → `tháng 4/2023`; null is what holds by itself. */
export const monthWords = (month: string | null): string =>
  month === null ? 'theo mặc định' : `tháng ${Number(month.slice(5, 7))}/${month.slice(0, 4)}`;

/** The months that can be meant: of the plan's year and the one after, and whatever is set already. */
function monthChoices(year: number, set: string | null, usual: string): { value: string; label: string }[] {
  const months = [year, year + 1].flatMap((of) =>
    Array.from({ length: 12 }, (_, index) => `${of}-${String(index + 1).padStart(2, '0')}`),
  );
  if (set !== null && !months.includes(set)) months.push(set);
  return [
    { value: '', label: usual },
    ...months.sort().map((value) => ({ value, label: monthWords(value).replace(/^t/, 'T') })),
  ];
}

interface Props {
  year: number;
  settings: Settings;
  onChange: (change: Partial<Settings>) => void;
  error: unknown;
}

/** When the agencies report on a plan; periods that are open already keep their days. */
export function ReportSettings({ year, settings, onChange, error }: Props) {
  const problem = error ? asProblem(error) : null;
  const wholeDay = (day: string | number, before: number): number => (typeof day === 'number' ? day : before);
  return (
    <Stack component="fieldset" gap="md" m={0} p={0} bd="none">
      <Title component="legend" order={3} p={0} mb="sm">
        Báo cáo định kỳ
      </Title>
      <NativeSelect
        label="Báo cáo theo"
        description="Đổi ở đây chỉ áp dụng cho kỳ mở sau này; kỳ đã mở giữ nguyên thời hạn."
        maw={280}
        value={settings.reportFrequency}
        onChange={(event) => onChange({ reportFrequency: event.currentTarget.value as ReportFrequency })}
        data={REPORT_FREQUENCIES.map((value) => ({ value, label: REPORT_FREQUENCY_LABELS[value] }))}
        error={problem?.messageFor('reportFrequency')}
      />
      <Group align="flex-start" gap="md">
        <NumberInput
          label="Kỳ số liệu bắt đầu từ ngày"
          description={`Từ ngày ${settings.reportWindowDay} tháng trước đến hết ngày trước ngày ${settings.reportWindowDay} của tháng báo cáo (Nghị định 09/2019/NĐ-CP, Điều 12). Kỳ mở vào ngày này.`}
          min={1}
          max={28}
          allowDecimal={false}
          clampBehavior="strict"
          w={300}
          value={settings.reportWindowDay}
          error={problem?.messageFor('reportWindowDay')}
          onChange={(day) => onChange({ reportWindowDay: wholeDay(day, settings.reportWindowDay) })}
        />
        <NumberInput
          label="Hạn nộp báo cáo là ngày"
          description="Của tháng cuối kỳ. Rơi vào ngày nghỉ thì chuyển sang ngày làm việc tiếp theo. Hết tháng thì khóa sổ."
          min={1}
          max={28}
          allowDecimal={false}
          clampBehavior="strict"
          w={300}
          value={settings.reportDay}
          error={problem?.messageFor('reportDay')}
          onChange={(day) => onChange({ reportDay: wholeDay(day, settings.reportDay) })}
        />
      </Group>
      <Group align="flex-start" gap="md">
        <NativeSelect
          label="Kỳ đầu tiên"
          description="Kế hoạch của năm đã qua không tự mở kỳ nào, trừ khi chọn tháng ở đây."
          w={300}
          value={settings.reportingFrom ?? ''}
          error={problem?.messageFor('reportingFrom')}
          onChange={(event) => onChange({ reportingFrom: event.currentTarget.value || null })}
          data={monthChoices(year, settings.reportingFrom, 'Tháng xác nhận kế hoạch')}
        />
        <NativeSelect
          label="Kỳ cuối cùng"
          description="Sau kỳ này hệ thống không mở thêm kỳ báo cáo."
          w={300}
          value={settings.reportingTo ?? ''}
          error={problem?.messageFor('reportingTo')}
          onChange={(event) => onChange({ reportingTo: event.currentTarget.value || null })}
          data={monthChoices(year, settings.reportingTo, `Tháng 12/${year}`)}
        />
      </Group>
    </Stack>
  );
}
