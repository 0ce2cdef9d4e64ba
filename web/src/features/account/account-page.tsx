import { ROLE_LABELS } from '@plan/shared/vocabulary/roles';
import type { ReactNode } from 'react';
import { useMe } from '../../lib/session.js';
import { Notice } from '../../ui/notice.js';
import { PageHeading } from '../../ui/page-heading.js';
import { Fact, Facts, Section } from '../../ui/section.js';
import { DeputySection } from './deputy-section.js';
import { PasswordSection } from './password-section.js';
import { SecondFactorSection } from './second-factor-section.js';
import { SessionSection } from './session-section.js';

/** One's own account; `children` are parts of it that other features bring. Who must set a second factor first sees that alone. */
export function AccountPage({ children }: { children?: ReactNode }) {
  const me = useMe();
  if (me.restriction === 'second_factor_setup') {
    return (
      <>
        <PageHeading title="Tài khoản của tôi" />
        <Notice tone="warning" title="Cần thiết lập lớp xác thực thứ hai trước khi làm việc">
          Vai trò của bạn có quyền rộng, nên ngoài mật khẩu còn cần mã trên điện thoại. Làm một lần, mất khoảng hai
          phút.
        </Notice>
        <SecondFactorSection />
      </>
    );
  }
  return (
    <>
      <PageHeading title="Tài khoản của tôi" />
      <Section title="Thông tin">
        <Facts>
          <Fact name="Tên đăng nhập">{me.username}</Fact>
          <Fact name="Tên hiển thị">{me.displayName}</Fact>
          <Fact name="Cơ quan">{me.agencyName}</Fact>
          <Fact name="Vai trò">{me.roles.map((role) => ROLE_LABELS[role]).join('; ')}</Fact>
        </Facts>
      </Section>
      <PasswordSection />
      <SecondFactorSection />
      <SessionSection />
      <DeputySection />
      {children}
    </>
  );
}
