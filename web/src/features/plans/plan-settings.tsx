import { Button, Checkbox, NumberInput, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { FormProblem } from '../../ui/form-problem.js';
import { Notice } from '../../ui/notice.js';
import { Section } from '../../ui/section.js';
import { type Plan, useChangeSettings } from './queries.js';

/** The settings of a plan; for the standing agency. */
export function PlanSettings({ plan, etag }: { plan: Plan; etag: string }) {
  const change = useChangeSettings(plan.id, etag);
  const [settings, setSettings] = useState(plan.settings);
  const [saved, setSaved] = useState(false);
  const set = (next: Partial<typeof settings>) => {
    setSaved(false);
    setSettings((before) => ({ ...before, ...next }));
  };

  function submit(event: FormEvent): void {
    event.preventDefault();
    change.mutate(settings, { onSuccess: () => setSaved(true) });
  }

  return (
    <div className="not-printed">
      <Section title="Cài đặt của kế hoạch">
        <form onSubmit={submit} noValidate>
          <Stack maw={640}>
            <FormProblem error={change.error} />
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
            <Button type="submit" w="fit-content" loading={change.isPending}>
              Lưu cài đặt
            </Button>
          </Stack>
        </form>
      </Section>
    </div>
  );
}
