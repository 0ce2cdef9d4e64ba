import { PasswordInput } from '@mantine/core';

interface Props {
  password: string;
  repeated: string;
  onPassword: (words: string) => void;
  onRepeated: (words: string) => void;
  /** Whether it was sent once: faults are told from then on. */
  tried: boolean;
  /** What the API refused about it. */
  refused?: string | null;
  label?: string;
}

const MARKS = { 'aria-label': 'Hiện hoặc giấu mật khẩu', tabIndex: 0 };

/** What is wrong with a new password before it is sent; null when nothing is. */
export function passwordFault(password: string, repeated: string): string | null {
  const length = [...password.normalize('NFC')].length;
  if (length < 8) return 'Mật khẩu phải có ít nhất 8 ký tự.';
  if (length > 128) return 'Mật khẩu dài nhất 128 ký tự.';
  return password === repeated ? null : 'Hai lần nhập chưa giống nhau.';
}

/** A new password, typed twice. */
export function NewPasswordFields({ password, repeated, onPassword, onRepeated, tried, refused, label }: Props) {
  const fault = tried ? passwordFault(password, repeated) : null;
  const differs = fault?.startsWith('Hai lần') ?? false;
  return (
    <>
      <PasswordInput
        label={label ?? 'Mật khẩu'}
        description="Ít nhất 8 ký tự, càng dài càng tốt. Nên ghép vài từ không liên quan với nhau."
        autoComplete="new-password"
        value={password}
        error={(differs ? null : fault) ?? refused}
        onChange={(event) => onPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={MARKS}
      />
      <PasswordInput
        label="Nhập lại mật khẩu"
        autoComplete="new-password"
        value={repeated}
        error={differs ? fault : null}
        onChange={(event) => onRepeated(event.currentTarget.value)}
        visibilityToggleButtonProps={MARKS}
      />
    </>
  );
}
