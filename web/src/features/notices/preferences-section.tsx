import { Button, Checkbox, Group, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Tagged } from '../../lib/api-client.js';
import { formatInstant } from '../../lib/dates.js';
import { asProblem } from '../../lib/problem.js';
import { useEdit } from '../../lib/stale-edit.js';
import { DateField } from '../../ui/date-field.js';
import { FormProblem } from '../../ui/form-problem.js';
import { Notice } from '../../ui/notice.js';
import { Section } from '../../ui/section.js';
import { type FieldWords, StaleNotice } from '../../ui/stale-notice.js';
import { Failed, Loading } from '../../ui/states.js';
import classes from './notices.module.css';
import { type NoticePreferences, type PreferencesInput, preferencesQuery, useSavePreferences } from './queries.js';

/** Full and half hours, from early morning to late evening. */
const HOURS = Array.from({ length: 36 }, (_, index) => {
  const minutes = 5 * 60 + index * 30;
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${minutes % 60 === 0 ? '00' : '30'}`;
});

const FIELDS: Record<keyof PreferencesInput, FieldWords> = {
  digestAt: { label: 'Giờ nhận tóm tắt' },
  digestByMail: { label: 'Nhận tóm tắt bằng thư điện tử' },
  urgentByMail: { label: 'Nhận thông báo gấp bằng thư điện tử' },
  absentFromOn: { label: 'Vắng mặt từ ngày' },
  absentToOn: { label: 'Vắng mặt đến hết ngày' },
};

const valuesOf = (read: Tagged<NoticePreferences>): Tagged<PreferencesInput> => {
  const { digestAt, digestByMail, urgentByMail, absentFromOn, absentToOn } = read.data;
  return { etag: read.etag, data: { digestAt, digestByMail, urgentByMail, absentFromOn, absentToOn } };
};

/** How one wants to be told, and when one is absent. */
export function NoticePreferencesSection() {
  const preferences = useQuery(preferencesQuery);
  return (
    <Section title="Cách nhận thông báo" lead="Mọi thông báo luôn có ở trang Thông báo; thư điện tử là để nhắc thêm.">
      {preferences.isPending ? <Loading lines={4} /> : null}
      {preferences.error ? <Failed error={preferences.error} onRetry={() => void preferences.refetch()} /> : null}
      {preferences.data ? <PreferencesForm read={preferences.data} onReload={preferences.refetch} /> : null}
    </Section>
  );
}

function PreferencesForm({
  read,
  onReload,
}: {
  read: Tagged<NoticePreferences>;
  onReload: () => Promise<{ data?: Tagged<NoticePreferences> }>;
}) {
  const edit = useEdit(valuesOf(read));
  const save = useSavePreferences();
  const [saved, setSaved] = useState(false);
  const { values } = edit;
  const problem = save.error ? asProblem(save.error) : null;
  function set(change: Partial<PreferencesInput>): void {
    setSaved(false);
    edit.set(change);
  }
  function submit(event: FormEvent): void {
    event.preventDefault();
    setSaved(false);
    save.mutate(
      { body: values, etag: edit.etag },
      {
        onSuccess: (now) => {
          edit.saved(valuesOf(now));
          setSaved(true);
        },
        onError: (error) => void edit.meet(error, async () => valuesOf((await onReload()).data ?? read)),
      },
    );
  }
  return (
    <form className={classes.form} onSubmit={submit} aria-label="Cách nhận thông báo">
      <MailState preferences={read.data} />
      <FormProblem error={save.error} merged={edit.clashes.length > 0} />
      <StaleNotice edit={edit} fields={FIELDS} save="Lưu cách nhận thông báo" />
      <NativeSelect
        label="Giờ nhận bản tóm tắt mỗi ngày"
        description="Chỉ gửi khi còn việc phải làm vào giờ đó."
        value={values.digestAt}
        data={HOURS.includes(values.digestAt) ? HOURS : [values.digestAt, ...HOURS]}
        onChange={(event) => set({ digestAt: event.currentTarget.value })}
        w={280}
      />
      <Checkbox
        label="Gửi bản tóm tắt vào thư điện tử"
        checked={values.digestByMail}
        onChange={(event) => set({ digestByMail: event.currentTarget.checked })}
      />
      <Checkbox
        label="Gửi ngay vào thư điện tử khi báo cáo bị trả lại hoặc có quyết định gia hạn, vướng mắc"
        checked={values.urgentByMail}
        onChange={(event) => set({ urgentByMail: event.currentTarget.checked })}
      />
      <div className={classes.days}>
        <DateField
          label="Vắng mặt từ ngày"
          value={values.absentFromOn}
          onChange={(absentFromOn) => set({ absentFromOn })}
          error={problem?.messageFor('absentFromOn')}
          w={200}
        />
        <DateField
          label="Đến hết ngày"
          value={values.absentToOn}
          onChange={(absentToOn) => set({ absentToOn })}
          error={problem?.messageFor('absentToOn')}
          w={200}
        />
      </div>
      <p className={classes.words}>
        {read.data.deputies.length > 0
          ? `Trong những ngày vắng mặt, ${read.data.deputies.join(', ')} cũng nhận thông báo của bạn.`
          : 'Khi vắng mặt, người bạn ủy quyền cũng nhận thông báo của bạn. Bạn chưa ủy quyền cho ai: lập ủy quyền ở mục Ủy quyền.'}
      </p>
      {saved ? (
        <Notice tone="done" live>
          Đã lưu cách nhận thông báo.
        </Notice>
      ) : null}
      <Group>
        <Button type="submit" loading={save.isPending}>
          Lưu cách nhận thông báo
        </Button>
      </Group>
    </form>
  );
}

/** Whether mail can reach the person at all, and what to do when not. */
function MailState({ preferences }: { preferences: NoticePreferences }) {
  const { email, mailConfigured, addressRefusedAt } = preferences;
  if (addressRefusedAt) {
    return (
      <Notice tone="warning" title="Địa chỉ thư của bạn không nhận được thư">
        <p>
          Thư gửi đến {email} bị trả lại từ {formatInstant(addressRefusedAt)}, nên hệ thống không gửi nữa. Nhờ quản trị
          hệ thống (hoặc thủ trưởng cơ quan) sửa địa chỉ trong tài khoản của bạn.
        </p>
      </Notice>
    );
  }
  if (!email) {
    return (
      <Notice tone="warning" title="Tài khoản chưa có địa chỉ thư điện tử">
        <p>Bạn chỉ nhận thông báo trên trang. Nhờ quản trị hệ thống hoặc thủ trưởng cơ quan ghi địa chỉ thư công vụ.</p>
      </Notice>
    );
  }
  if (!mailConfigured) {
    return (
      <Notice title="Hệ thống chưa cấu hình thư">
        <p>Thông báo hiện chỉ có trên trang. Thư đến {email} được giữ lại cho đến khi quản trị cấu hình máy chủ thư.</p>
      </Notice>
    );
  }
  return <p className={classes.words}>Thư được gửi đến {email}.</p>;
}
