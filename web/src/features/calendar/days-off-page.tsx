import { Button, Group } from '@mantine/core';
import { ANNOUNCED_DAY_KIND_LABELS, DAY_OFF_KIND_LABELS } from '@plan/shared/vocabulary/days-off';
import { IconChevronLeft, IconChevronRight, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDayWithWeekday } from '../../lib/dates.js';
import { usePlanChoice } from '../../lib/plan-choice.js';
import { useMay } from '../../lib/session.js';
import { Notice } from '../../ui/notice.js';
import { PageHeading } from '../../ui/page-heading.js';
import { PlainTable } from '../../ui/plain-table.js';
import { Section } from '../../ui/section.js';
import { Empty, Failed, Loading } from '../../ui/states.js';
import { AnnounceDay } from './announce-day.js';
import { type AnnouncedDay, announcedDaysQuery, daysOffQuery } from './queries.js';
import { WithdrawDay } from './withdraw-day.js';
import { WorkingDayCheck } from './working-day-check.js';

const route = getRouteApi('/signed-in/ngay-nghi');

/** The days off of a year, whether a day is worked, and for administrators the announced swaps. */
export function DaysOffPage() {
  const { nam } = route.useSearch();
  const { asOf, asOfSettled } = usePlanChoice();
  if (nam && /^(19|2[01])\d\d$/.test(nam)) return <YearOfDaysOff year={Number(nam)} />;
  if (asOfSettled) return <YearOfDaysOff year={Number(asOf.slice(0, 4))} />;
  return <Loading lines={10} />;
}

function YearOfDaysOff({ year }: { year: number }) {
  const navigate = route.useNavigate();
  const isAdmin = useMay('calendar.edit');
  const days = useQuery(daysOffQuery(year));
  const announced = useQuery(announcedDaysQuery(year));
  const [adding, setAdding] = useState(false);
  const [withdrawing, setWithdrawing] = useState<AnnouncedDay | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const showYear = (next: number) => navigate({ search: (before) => ({ ...before, nam: String(next) }) });

  return (
    <>
      <PageHeading
        title={`Ngày nghỉ năm ${year}`}
        lead="Hạn rơi vào thứ Bảy, Chủ nhật hoặc ngày nghỉ lễ thì chuyển sang hết ngày làm việc tiếp theo (Bộ luật Dân sự 2015, Điều 148)."
        printed={`Ngày nghỉ năm ${year}`}
        actions={
          <Group gap="xs">
            <Button
              variant="default"
              leftSection={<IconChevronLeft size={18} aria-hidden />}
              onClick={() => showYear(year - 1)}
            >
              Năm {year - 1}
            </Button>
            <Button
              variant="default"
              rightSection={<IconChevronRight size={18} aria-hidden />}
              onClick={() => showYear(year + 1)}
            >
              Năm {year + 1}
            </Button>
          </Group>
        }
      />
      {done ? (
        <Notice tone="done" live>
          {done}
        </Notice>
      ) : null}
      <WorkingDayCheck year={year} />
      <Section title="Ngày nghỉ lễ, nghỉ bù trong năm" lead="Thứ Bảy và Chủ nhật thường không ghi ở đây.">
        {days.isPending ? <Loading lines={8} /> : null}
        {days.error ? <Failed error={days.error} onRetry={() => void days.refetch()} /> : null}
        {days.data ? (
          <PlainTable
            caption={`Ngày nghỉ năm ${year}`}
            captionHidden
            rows={days.data.items}
            rowId={(day) => day.on}
            columns={[
              { id: 'on', header: 'Ngày', width: '200px', cell: (day) => formatDayWithWeekday(day.on) },
              { id: 'name', header: 'Tên gọi', cell: (day) => day.name },
              { id: 'kind', header: 'Loại', width: '240px', cell: (day) => DAY_OFF_KIND_LABELS[day.kind] },
              { id: 'source', header: 'Căn cứ', cell: (day) => day.source ?? 'Nghỉ hằng tuần' },
            ]}
          />
        ) : null}
      </Section>
      <Section
        title="Hoán đổi theo thông báo"
        lead="Những ngày Nhà nước thông báo nghỉ hoặc đi làm bù riêng cho năm này."
        actions={
          isAdmin ? (
            <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
              Thêm ngày hoán đổi
            </Button>
          ) : null
        }
      >
        {announced.isPending ? <Loading lines={2} /> : null}
        {announced.error ? <Failed error={announced.error} onRetry={() => void announced.refetch()} /> : null}
        {announced.data && announced.data.items.length === 0 ? (
          <Empty title={`Năm ${year} chưa có ngày hoán đổi nào.`}>
            {isAdmin
              ? 'Khi có thông báo, bấm “Thêm ngày hoán đổi”. Hệ thống cho xem hạn nào sẽ đổi trước khi áp dụng.'
              : 'Quản trị hệ thống thêm ngày hoán đổi khi có thông báo.'}
          </Empty>
        ) : null}
        {announced.data && announced.data.items.length > 0 ? (
          <PlainTable
            caption={`Ngày hoán đổi năm ${year}`}
            captionHidden
            rows={announced.data.items}
            rowId={(day) => day.id}
            columns={[
              { id: 'on', header: 'Ngày', width: '200px', cell: (day) => formatDayWithWeekday(day.on) },
              { id: 'kind', header: 'Nội dung', width: '140px', cell: (day) => ANNOUNCED_DAY_KIND_LABELS[day.kind] },
              { id: 'name', header: 'Tên gọi', cell: (day) => day.name },
              { id: 'source', header: 'Văn bản thông báo', cell: (day) => day.source },
              ...(isAdmin
                ? [
                    {
                      id: 'act',
                      header: 'Thao tác',
                      width: '120px',
                      cell: (day: AnnouncedDay) => (
                        <Button variant="default" size="compact-sm" onClick={() => setWithdrawing(day)}>
                          Gỡ ngày này
                        </Button>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        ) : null}
      </Section>
      <AnnounceDay opened={adding} onClose={() => setAdding(false)} onDone={setDone} />
      <WithdrawDay day={withdrawing} onClose={() => setWithdrawing(null)} onDone={setDone} />
    </>
  );
}
