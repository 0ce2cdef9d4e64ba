import { ActionIcon, Popover, TextInput } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { type ComponentType, type ReactNode, useEffect, useState } from 'react';
import { formatDay, readDay } from '../lib/dates.js';

import type { MonthPickerProps } from './month-picker.js';

interface Props {
  label: string;
  description?: ReactNode;
  /** `YYYY-MM-DD` or null. */
  value: string | null;
  onChange: (day: string | null) => void;
  /** What the form or the API refused. */
  error?: ReactNode;
  required?: boolean;
  clearable?: boolean;
  size?: 'xs' | 'sm';
  hiddenLabel?: boolean;
  maxDay?: string;
  disabled?: boolean;
  w?: React.ComponentProps<typeof TextInput>['w'];
}

/**
 * A day as people write it, dd/mm/yyyy. What is typed is read by our own strict reader on leaving the field or on
 * Enter; a day that cannot be read stays on the screen with words under it and is never changed into another one.
 */
export function DateField(props: Props) {
  const { label, value, onChange, error, required, clearable, size = 'sm', hiddenLabel, maxDay } = props;
  const [text, setText] = useState(value ? formatDay(value) : '');
  const [fault, setFault] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const [MonthPicker, setMonthPicker] = useState<ComponentType<MonthPickerProps> | null>(null);

  useEffect(() => {
    setText(value ? formatDay(value) : '');
    setFault(null);
  }, [value]);

  /** The month is loaded on first use, and before it opens, so that the focus finds something to go to. */
  async function toggle(): Promise<void> {
    if (!open && MonthPicker === null) {
      const { MonthPicker: loaded } = await import('./month-picker.js');
      setMonthPicker(() => loaded);
    }
    setOpen(!open);
  }

  function settle(): void {
    if (text.trim() === '') {
      setFault(null);
      if (value !== null && (clearable || required)) onChange(null);
      if (!clearable && !required && value) setText(formatDay(value));
      return;
    }
    const reading = readDay(text);
    if ('error' in reading) {
      setFault(reading.error);
      if (required) onChange(null);
      return;
    }
    setFault(null);
    setText(formatDay(reading.day));
    if (reading.day !== value) onChange(reading.day);
  }

  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus withinPortal withRoles={false}>
      <Popover.Target>
        <TextInput
          label={hiddenLabel ? undefined : label}
          aria-label={hiddenLabel ? label : undefined}
          description={props.description}
          placeholder="ngày/tháng/năm"
          inputMode="numeric"
          autoComplete="off"
          size={size}
          w={props.w}
          disabled={props.disabled}
          required={required}
          value={text}
          error={fault ?? error}
          onChange={(event) => setText(event.currentTarget.value)}
          onBlur={settle}
          onKeyDown={(event) => {
            if (event.key === 'Enter') settle();
          }}
          rightSection={
            <ActionIcon
              variant="subtle"
              size="md"
              aria-label={`Chọn ngày: ${label}`}
              aria-expanded={open}
              aria-haspopup="dialog"
              disabled={props.disabled}
              onClick={toggle}
            >
              <IconCalendar size={18} aria-hidden />
            </ActionIcon>
          }
        />
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={`Chọn ngày: ${label}`}>
        {MonthPicker ? (
          <MonthPicker
            value={value}
            maxDay={maxDay}
            onPick={(day) => {
              setOpen(false);
              setFault(null);
              setText(formatDay(day));
              onChange(day);
            }}
          />
        ) : null}
      </Popover.Dropdown>
    </Popover>
  );
}
