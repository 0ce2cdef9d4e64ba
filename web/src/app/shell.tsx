import { Outlet, useLocation, useRouterState } from '@tanstack/react-router';
import { useMe } from '../lib/session.js';
import { BottomBar, SideNavigation } from './navigation.js';
import { OnBehalfBar } from './on-behalf-bar.js';
import { PlanDayBar } from './plan-day-bar.js';
import classes from './shell.module.css';
import { TopBar } from './top-bar.js';

/** Pages that speak of no plan and no day. */
const WITHOUT_PLAN = /^\/(quan-tri|tai-khoan|xac-thuc)(\/|$)/;

/** The frame of every page behind the sign-in. */
export function Shell() {
  const loading = useRouterState({ select: (state) => state.isLoading });
  const { restriction } = useMe();
  const { pathname } = useLocation();
  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#noi-dung">
        Bỏ qua phần đầu, tới nội dung
      </a>
      <TopBar />
      <SideNavigation />
      <main id="noi-dung" tabIndex={-1} className={classes.main} aria-busy={loading}>
        <OnBehalfBar />
        {restriction || WITHOUT_PLAN.test(pathname) ? null : <PlanDayBar />}
        {restriction === 'deputy_ended' ? null : <Outlet />}
      </main>
      <BottomBar />
    </div>
  );
}
