import 'dayjs/locale/vi';
import '@mantine/dates/styles.css';
import { DatePicker, DatesProvider } from '@mantine/dates';
import { formatDayWithWeekday } from '../lib/dates.js';
import classes from './month-picker.module.css';

export interface MonthPickerProps {
  value: string | null;
  maxDay?: string;
  onPick: (day: string) => void;
}

/** The month to pick a day from, weeks from Monday; loaded only when it is opened. */
export function MonthPicker({ value, maxDay, onPick }: MonthPickerProps) {
  return (
    <DatesProvider settings={{ locale: 'vi', firstDayOfWeek: 1, weekendDays: [0, 6] }}>
      <DatePicker
        value={value}
        classNames={{ day: classes.day }}
        defaultDate={value ?? undefined}
        maxDate={maxDay}
        getDayAriaLabel={formatDayWithWeekday}
        ariaLabels={{
          previousMonth: 'Tháng trước',
          nextMonth: 'Tháng sau',
          previousYear: 'Năm trước',
          nextYear: 'Năm sau',
          previousDecade: 'Mười năm trước',
          nextDecade: 'Mười năm sau',
          monthLevelControl: 'Chọn tháng',
          yearLevelControl: 'Chọn năm',
        }}
        onChange={(day) => {
          if (day) onPick(day);
        }}
      />
    </DatesProvider>
  );
}
