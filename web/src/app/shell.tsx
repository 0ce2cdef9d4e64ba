import { Outlet, useRouterState } from '@tanstack/react-router';
import { BottomBar, SideNavigation } from './navigation.js';
import { PlanDayBar } from './plan-day-bar.js';
import classes from './shell.module.css';
import { TopBar } from './top-bar.js';

/** The frame of every page behind the sign-in. */
export function Shell() {
  const loading = useRouterState({ select: (state) => state.isLoading });
  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#noi-dung">
        Bỏ qua phần đầu, tới nội dung
      </a>
      <TopBar />
      <SideNavigation />
      <main id="noi-dung" tabIndex={-1} className={classes.main} aria-busy={loading}>
        <PlanDayBar />
        <Outlet />
      </main>
      <BottomBar />
    </div>
  );
}
