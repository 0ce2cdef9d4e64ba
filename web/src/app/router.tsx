import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router';
import { readAgencySearch } from '../features/agencies/agency-search.js';
import { readAuditSearch } from '../features/audit/audit-search.js';
import { readExtensionSearch } from '../features/extensions/extension-search.js';
import { readMailSearch } from '../features/notices/mail-search.js';
import { readObstacleSearch } from '../features/obstacles/obstacle-search.js';
import { readPeopleSearch } from '../features/people/people-search.js';
import { readUrgingListSearch, readUrgingSearch } from '../features/reminders/urging-search.js';
import { readPeriodsSearch, readRatesSearch } from '../features/reports/period-search.js';
import { readReviewSearch } from '../features/reports/review-search.js';
import { readTaskSearch } from '../features/tasks/task-search.js';
import { oneText, parseSearch, stringifySearch } from '../lib/address-search.js';
import { onRestricted } from '../lib/api-client.js';
import { isDay } from '../lib/dates.js';
import type { PlanSearch } from '../lib/plan-choice.js';
import { Problem } from '../lib/problem.js';
import { meQuery } from '../lib/session.js';
import { onSignedOut } from '../lib/session-fetch.js';
import { Failed, Loading } from '../ui/states.js';
import { NotFound } from './not-found.js';
import { queryClient } from './query-client.js';
import { Shell } from './shell.js';

const root = createRootRoute({ notFoundComponent: NotFound });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/dang-nhap',
  /** `den`: the address to come back to; only one of our own pages. */
  validateSearch: (search): { den?: string; het?: string; loi?: string } => {
    const back = oneText(search.den);
    return {
      den: back?.startsWith('/') && !back.startsWith('//') ? back : undefined,
      het: oneText(search.het),
      // What single sign-on failed with, by its error code.
      loi: oneText(search.loi),
    };
  },
  component: lazyRouteComponent(() => import('../features/identity/sign-in-page.js'), 'SignInPage'),
});

const claim = createRoute({
  getParentRoute: () => root,
  path: '/nhan-quan-tri',
  validateSearch: (search): { token?: string } => ({ token: oneText(search.token) }),
  component: lazyRouteComponent(() => import('../features/identity/claim-page.js'), 'ClaimPage'),
});

/** The token of these stands behind `#`: it never reaches a server's log. */
const invitation = createRoute({
  getParentRoute: () => root,
  path: '/nhan-loi-moi',
  component: lazyRouteComponent(() => import('../features/identity/link-page.js'), 'InvitationPage'),
});
const passwordReset = createRoute({
  getParentRoute: () => root,
  path: '/dat-lai-mat-khau',
  component: lazyRouteComponent(() => import('../features/identity/link-page.js'), 'PasswordResetPage'),
});

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  validateSearch: (search): PlanSearch => {
    const day = oneText(search.asOf);
    return { planId: oneText(search.planId), asOf: day && isDay(day) ? day : undefined };
  },
  search: { middlewares: [retainSearchParams(['planId', 'asOf'])] },
  beforeLoad: async ({ location }) => {
    try {
      const { restriction } = await queryClient.ensureQueryData(meQuery);
      if (restriction === 'second_factor_setup' && location.pathname !== '/tai-khoan') {
        throw redirect({ to: '/tai-khoan' });
      }
      if (restriction === 'second_factor_pending' && location.pathname !== '/xac-thuc') {
        throw redirect({ to: '/xac-thuc', search: { den: location.href } });
      }
    } catch (error) {
      if (error instanceof Problem && error.status === 401) {
        throw redirect({ to: '/dang-nhap', search: location.href === '/' ? {} : { den: location.href } });
      }
      throw error;
    }
  },
  component: Shell,
});

const page = { getParentRoute: () => signedIn };

const myWork = createRoute({
  ...page,
  path: '/',
  component: lazyRouteComponent(() => import('./my-work.js'), 'MyWork'),
});
const plans = createRoute({
  ...page,
  path: '/ke-hoach',
  component: lazyRouteComponent(() => import('../features/plans/plans-page.js'), 'PlansPage'),
});
const plan = createRoute({
  ...page,
  path: '/ke-hoach/$planId',
  component: lazyRouteComponent(() => import('../features/plans/plan-page.js'), 'PlanPage'),
});
const importStart = createRoute({
  ...page,
  path: '/ke-hoach/nhap',
  component: lazyRouteComponent(() => import('../features/plan-import/upload-page.js'), 'UploadPage'),
});
const importPreview = createRoute({
  ...page,
  path: '/ke-hoach/nhap/$importId',
  component: lazyRouteComponent(() => import('../features/plan-import/preview-page.js'), 'PreviewPage'),
});
const tasks = createRoute({
  ...page,
  path: '/nhiem-vu',
  validateSearch: readTaskSearch,
  component: lazyRouteComponent(() => import('../features/tasks/tasks-page.js'), 'TasksPage'),
});
const task = createRoute({
  ...page,
  path: '/nhiem-vu/$taskId',
  /** `phan`: the assignment that is open. */
  validateSearch: (search): { phan?: string } => ({ phan: oneText(search.phan) }),
  component: lazyRouteComponent(() => import('../features/tasks/task-page.js'), 'TaskPage'),
});
const extensions = createRoute({
  ...page,
  path: '/don-doc/gia-han',
  validateSearch: readExtensionSearch,
  component: lazyRouteComponent(() => import('../features/extensions/extensions-page.js'), 'ExtensionsPage'),
});
const askExtension = createRoute({
  ...page,
  path: '/don-doc/gia-han/xin',
  validateSearch: (search): { assignmentId?: string } => ({ assignmentId: oneText(search.assignmentId) }),
  component: lazyRouteComponent(() => import('../features/extensions/ask-page.js'), 'AskPage'),
});
const obstacles = createRoute({
  ...page,
  path: '/vuong-mac',
  validateSearch: readObstacleSearch,
  component: lazyRouteComponent(() => import('../features/obstacles/obstacles-page.js'), 'ObstaclesPage'),
});
const raiseObstacle = createRoute({
  ...page,
  path: '/vuong-mac/neu',
  /** `reportId`: the report whose line tells it. */
  validateSearch: (search): { assignmentId?: string; reportId?: string } => ({
    assignmentId: oneText(search.assignmentId),
    reportId: oneText(search.reportId),
  }),
  component: lazyRouteComponent(() => import('../features/obstacles/raise-page.js'), 'RaisePage'),
});
const agenda = createRoute({
  ...page,
  path: '/vuong-mac/hop',
  component: lazyRouteComponent(() => import('../features/obstacles/agenda-page.js'), 'AgendaPage'),
});
const obstacle = createRoute({
  ...page,
  path: '/vuong-mac/$obstacleId',
  component: lazyRouteComponent(() => import('../features/obstacles/obstacle-page.js'), 'ObstaclePage'),
});
const agencies = createRoute({
  ...page,
  path: '/co-quan',
  validateSearch: readAgencySearch,
  component: lazyRouteComponent(() => import('../features/agencies/agencies-page.js'), 'AgenciesPage'),
});
const agency = createRoute({
  ...page,
  path: '/co-quan/$agencyId',
  component: lazyRouteComponent(() => import('../features/agencies/agency-page.js'), 'AgencyPage'),
});
const group = createRoute({
  ...page,
  path: '/co-quan/nhom/$groupId',
  component: lazyRouteComponent(() => import('../features/agencies/group-page.js'), 'GroupPage'),
});
const daysOff = createRoute({
  ...page,
  path: '/ngay-nghi',
  validateSearch: (search): { nam?: string; ngay?: string } => ({
    nam: oneText(search.nam),
    ngay: oneText(search.ngay),
  }),
  component: lazyRouteComponent(() => import('../features/calendar/days-off-page.js'), 'DaysOffPage'),
});
const inspections = createRoute({
  ...page,
  path: '/don-doc/kiem-tra',
  component: lazyRouteComponent(() => import('../features/inspections/inspections-page.js'), 'InspectionsPage'),
});
const inspection = createRoute({
  ...page,
  path: '/don-doc/kiem-tra/$inspectionId',
  component: lazyRouteComponent(() => import('../features/inspections/inspection-page.js'), 'InspectionPage'),
});
const jobRuns = createRoute({
  ...page,
  path: '/tien-trinh',
  component: lazyRouteComponent(() => import('../features/jobs/job-runs-page.js'), 'JobRunsPage'),
});

const ladder = createRoute({
  ...page,
  path: '/ke-hoach/$planId/nhac-viec',
  component: lazyRouteComponent(() => import('../features/reminders/ladder-page.js'), 'LadderPage'),
});
const urgingDesk = createRoute({
  ...page,
  path: '/don-doc',
  validateSearch: readUrgingSearch,
  component: lazyRouteComponent(() => import('../features/reminders/urging-desk-page.js'), 'UrgingDeskPage'),
});
const urgings = createRoute({
  ...page,
  path: '/don-doc/cong-van',
  validateSearch: readUrgingListSearch,
  component: lazyRouteComponent(() => import('../features/reminders/urgings-page.js'), 'UrgingsPage'),
});
const urging = createRoute({
  ...page,
  path: '/don-doc/cong-van/$urgingId',
  component: lazyRouteComponent(() => import('../features/reminders/urging-page.js'), 'UrgingPage'),
});

const account = createRoute({
  ...page,
  path: '/tai-khoan',
  component: lazyRouteComponent(() => import('./account.js'), 'Account'),
});
const showFactor = createRoute({
  ...page,
  path: '/xac-thuc',
  validateSearch: (search): { den?: string } => {
    const back = oneText(search.den);
    return { den: back?.startsWith('/') && !back.startsWith('//') ? back : undefined };
  },
  component: lazyRouteComponent(() => import('../features/account/show-factor-page.js'), 'ShowFactorPage'),
});
const people = createRoute({
  ...page,
  path: '/quan-tri/nguoi-dung',
  validateSearch: readPeopleSearch,
  component: lazyRouteComponent(() => import('../features/people/people-page.js'), 'PeoplePage'),
});
const inviteList = createRoute({
  ...page,
  path: '/quan-tri/nguoi-dung/moi-theo-danh-sach',
  component: lazyRouteComponent(() => import('../features/people/invite-list-page.js'), 'InviteListPage'),
});
const apiClients = createRoute({
  ...page,
  path: '/quan-tri/he-thong',
  validateSearch: (search): { mo?: string } => ({ mo: oneText(search.mo) }),
  component: lazyRouteComponent(() => import('../features/api-clients/api-clients-page.js'), 'ApiClientsPage'),
});
const audit = createRoute({
  ...page,
  path: '/quan-tri/nhat-ky',
  validateSearch: readAuditSearch,
  component: lazyRouteComponent(() => import('../features/audit/audit-page.js'), 'AuditPage'),
});
const permissions = createRoute({
  ...page,
  path: '/quan-tri/quyen-han',
  component: lazyRouteComponent(() => import('../features/people/permissions-page.js'), 'PermissionsPage'),
});

const ownReports = createRoute({
  ...page,
  path: '/bao-cao',
  component: lazyRouteComponent(() => import('../features/reports/own-reports-page.js'), 'OwnReportsPage'),
});
const ownReport = createRoute({
  ...page,
  path: '/bao-cao/$reportId',
  component: lazyRouteComponent(() => import('../features/reports/report-page.js'), 'ReportPage'),
});
const receipt = createRoute({
  ...page,
  path: '/bao-cao/$reportId/bien-nhan',
  /** `lan`: which submission; the newest by default. */
  validateSearch: (search): { lan?: number } => {
    const number = Number(oneText(search.lan));
    return { lan: Number.isInteger(number) && number > 0 ? number : undefined };
  },
  component: lazyRouteComponent(() => import('../features/reports/receipt-page.js'), 'ReceiptPage'),
});
const reviewQueue = createRoute({
  ...page,
  path: '/bao-cao/xet',
  validateSearch: readReviewSearch,
  component: lazyRouteComponent(() => import('../features/reports/review-queue-page.js'), 'ReviewQueuePage'),
});
const reviewOne = createRoute({
  ...page,
  path: '/bao-cao/xet/$reportId',
  validateSearch: readReviewSearch,
  component: lazyRouteComponent(() => import('../features/reports/review-page.js'), 'ReviewPage'),
});
const periods = createRoute({
  ...page,
  path: '/bao-cao/cac-ky',
  validateSearch: readPeriodsSearch,
  component: lazyRouteComponent(() => import('../features/reports/periods-page.js'), 'PeriodsPage'),
});
const period = createRoute({
  ...page,
  path: '/bao-cao/cac-ky/$periodId',
  /** `nhap`: the agency whose paper report is being entered. */
  validateSearch: (search): { nhap?: string } => ({ nhap: oneText(search.nhap) }),
  component: lazyRouteComponent(() => import('../features/reports/period-page.js'), 'PeriodPage'),
});
const rates = createRoute({
  ...page,
  path: '/bao-cao/ty-le',
  validateSearch: readRatesSearch,
  component: lazyRouteComponent(() => import('../features/reports/rates-page.js'), 'RatesPage'),
});
const notices = createRoute({
  ...page,
  path: '/thong-bao',
  /** `moi`: only what is not read yet. */
  validateSearch: (search): { moi?: string } => ({ moi: oneText(search.moi) }),
  component: lazyRouteComponent(() => import('../features/notices/notices-page.js'), 'NoticesPage'),
});
const mails = createRoute({
  ...page,
  path: '/quan-tri/thu-gui-di',
  validateSearch: readMailSearch,
  component: lazyRouteComponent(() => import('../features/notices/mails-page.js'), 'MailsPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    claim,
    invitation,
    passwordReset,
    signedIn.addChildren([
      myWork,
      plans,
      importStart,
      importPreview,
      plan,
      tasks,
      task,
      extensions,
      askExtension,
      obstacles,
      raiseObstacle,
      agenda,
      obstacle,
      agencies,
      group,
      agency,
      daysOff,
      inspections,
      inspection,
      jobRuns,
      ladder,
      urgingDesk,
      urgings,
      urging,
      account,
      showFactor,
      inviteList,
      people,
      apiClients,
      audit,
      permissions,
      ownReports,
      ownReport,
      receipt,
      reviewQueue,
      reviewOne,
      periods,
      period,
      rates,
      notices,
      mails,
    ]),
  ]),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultPendingComponent: Loading,
  defaultErrorComponent: ({ error, reset }) => <Failed error={error} onRetry={reset} />,
});

onSignedOut(() => {
  if (router.state.location.pathname === '/dang-nhap') return;
  const den = router.state.location.href;
  queryClient.clear();
  void router.navigate({ to: '/dang-nhap', search: { den, het: '1' } });
});

onRestricted(() => {
  void queryClient.fetchQuery({ ...meQuery, staleTime: 0 }).then(() => router.invalidate());
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
