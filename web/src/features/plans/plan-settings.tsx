import { Button, Checkbox, NativeSelect, NumberInput, Stack } from '@mantine/core';
import {
  EXTENSION_DECIDER_LABELS,
  EXTENSION_DECIDERS,
  type ExtensionDecider,
} from '@plan/shared/vocabulary/extensions';
import { REPORT_FREQUENCY_LABELS, type ReportFrequency } from '@plan/shared/vocabulary/report-periods';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Tagged } from '../../lib/api-client.js';
import { useEdit } from '../../lib/stale-edit.js';
import { FormProblem } from '../../ui/form-problem.js';
import { Notice } from '../../ui/notice.js';
import { Section } from '../../ui/section.js';
import { type FieldWords, StaleNotice } from '../../ui/stale-notice.js';
import { type Plan, planWithTag, useChangeSettings } from './queries.js';
import { monthWords, ReportSettings } from './report-settings.js';

type Settings = Plan['settings'];

const settingsOf = ({ data, etag }: Tagged<Plan>): Tagged<Settings> => ({ data: data.settings, etag });

const FIELDS: Record<keyof Settings, FieldWords> = {
  dueSoonDays: { label: 'Báo sắp đến hạn trước bao nhiêu ngày' },
  moveToWorkingDay: { label: 'Hạn rơi vào ngày nghỉ thì chuyển sang ngày làm việc tiếp theo' },
  automaticRounds: { label: 'Hệ thống tự đánh dấu hằng ngày' },
  public: { label: 'Công khai danh sách' },
  reportFrequency: {
    label: 'Báo cáo theo',
    show: (value) => REPORT_FREQUENCY_LABELS[value as ReportFrequency],
  },
  reportWindowDay: { label: 'Kỳ số liệu bắt đầu từ ngày' },
  reportDay: { label: 'Hạn nộp báo cáo là ngày' },
  reportingFrom: { label: 'Kỳ đầu tiên', show: (value) => monthWords(value as string | null) },
  reportingTo: { label: 'Kỳ cuối cùng', show: (value) => monthWords(value as string | null) },
  extensionDeciders: {
    label: 'Ai quyết định gia hạn',
    show: (value) => EXTENSION_DECIDER_LABELS[value as ExtensionDecider],
  },
  ladder: { label: 'Bậc nhắc việc', show: () => 'xem trang Bậc nhắc việc' },
};

/** The settings of a plan; for the standing agency. */
export function PlanSettings({ plan, etag }: { plan: Plan; etag: string }) {
  const queryClient = useQueryClient();
  const change = useChangeSettings(plan.id);
  const edit = useEdit<Settings>({ data: plan.settings, etag });
  const settings = edit.values;
  const [saved, setSaved] = useState(false);
  const set = (next: Partial<Settings>) => {
    setSaved(false);
    edit.set(next);
  };

  function submit(event: FormEvent): void {
    event.preventDefault();
    setSaved(false);
    change.mutate(
      { body: settings, etag: edit.etag },
      {
        onSuccess: (answer) => {
          edit.saved(settingsOf(answer));
          setSaved(true);
        },
        onError: (error) =>
          void edit.meet(error, async () =>
            settingsOf(await queryClient.fetchQuery({ ...planWithTag(plan.id), staleTime: 0 })),
          ),
      },
    );
  }

  return (
    <div className="not-printed">
      <Section title="Cài đặt của kế hoạch">
        <form onSubmit={submit} noValidate>
          <Stack maw={640}>
            <StaleNotice edit={edit} fields={FIELDS} save="Lưu cài đặt" />
            <FormProblem error={change.error} merged />
            {saved ? (
              <Notice tone="done" live>
                Đã lưu cài đặt.
              </Notice>
            ) : null}
            <NumberInput
              label="Báo sắp đến hạn trước bao nhiêu ngày"
              min={0}
              max={90}
              allowDecimal={false}
              clampBehavior="strict"
              w={280}
              value={settings.dueSoonDays}
              onChange={(days) => set({ dueSoonDays: typeof days === 'number' ? days : plan.settings.dueSoonDays })}
            />
            <NativeSelect
              label="Ai quyết định gia hạn"
              w={360}
              value={settings.extensionDeciders}
              onChange={(event) => set({ extensionDeciders: event.currentTarget.value as ExtensionDecider })}
              data={EXTENSION_DECIDERS.map((value) => ({ value, label: EXTENSION_DECIDER_LABELS[value] }))}
            />
            <Checkbox
              label="Hạn rơi vào ngày nghỉ thì chuyển sang ngày làm việc tiếp theo"
              description="Theo Bộ luật Dân sự 2015, Điều 148."
              checked={settings.moveToWorkingDay}
              onChange={(event) => set({ moveToWorkingDay: event.currentTarget.checked })}
            />
            <Checkbox
              label="Hệ thống tự đánh dấu sắp đến hạn, quá hạn hằng ngày"
              description="Nên tắt với kế hoạch đã hết năm."
              checked={settings.automaticRounds}
              onChange={(event) => set({ automaticRounds: event.currentTarget.checked })}
            />
            <Checkbox
              label="Công khai danh sách, ai cũng xem được không cần đăng nhập"
              checked={settings.public}
              onChange={(event) => set({ public: event.currentTarget.checked })}
            />
            <ReportSettings year={plan.year} settings={settings} onChange={set} error={change.error} />
            <Button type="submit" w="fit-content" loading={change.isPending}>
              Lưu cài đặt
            </Button>
          </Stack>
        </form>
      </Section>
    </div>
  );
}
