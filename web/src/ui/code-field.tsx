import { TextInput } from '@mantine/core';
import { useEffect, useRef } from 'react';

interface Props {
  value: string;
  onChange: (code: string) => void;
  /** Nothing was entered when it was sent. */
  missing?: boolean;
  /** A recovery code is taken as well. */
  recovery?: boolean;
  id?: string;
  /** Takes the focus when it appears: the one thing to do in this step. */
  autoFocus?: boolean;
  label?: string;
}

/** The six digits that the app on the telephone shows. */
export function CodeField({ value, onChange, missing, recovery, id, autoFocus, label = 'Mã xác thực' }: Props) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (autoFocus) field.current?.focus();
  }, [autoFocus]);
  return (
    <TextInput
      ref={field}
      id={id}
      label={label}
      description={
        recovery
          ? 'Sáu chữ số trong ứng dụng xác thực trên điện thoại, hoặc một mã dự phòng.'
          : 'Sáu chữ số đang hiện trong ứng dụng.'
      }
      autoComplete="one-time-code"
      inputMode={recovery ? 'text' : 'numeric'}
      autoCapitalize="none"
      spellCheck={false}
      maxLength={40}
      maw={320}
      value={value}
      error={missing ? 'Nhập mã xác thực.' : undefined}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
