import { OwedReports } from '../features/reports/own-owed.js';
import { MyWorkPage } from '../features/tasks/my-work-page.js';

/** The first page: what each feature has for the person, one below the other. */
export function MyWork() {
  return <MyWorkPage first={<OwedReports />} />;
}
