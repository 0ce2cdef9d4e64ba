import { AccountPage } from '../features/account/account-page.js';
import { CalendarSection } from '../features/notices/calendar-section.js';
import { NoticePreferencesSection } from '../features/notices/preferences-section.js';

/** One's own account, with what other features let a person set for oneself. */
export function Account() {
  return (
    <AccountPage>
      <NoticePreferencesSection />
      <CalendarSection />
    </AccountPage>
  );
}
