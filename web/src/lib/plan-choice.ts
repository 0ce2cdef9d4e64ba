import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { reads } from './api-client.js';
import { dayInVietnam } from './dates.js';

export const plansQuery = () => reads.queryOptions('get', '/api/v1/plans', { params: { query: { limit: 200 } } });

/** The part of the address that every page keeps. */
export type PlanSearch = {
  planId?: string;
  asOf?: string;
};

/** Today's calendar day in Vietnam, `YYYY-MM-DD`. */
export function today(): string {
  return dayInVietnam(new Date());
}

/** The last day of a plan's year when that year is over, else today: a finished plan is read as of its end. */
export function usualAsOf(year: number, now: string = today()): string {
  return year < Number(now.slice(0, 4)) ? `${year}-12-31` : now;
}

/**
 * The plan and the day that the pages speak of: as the address says, else the newest plan, as of today or, for a past
 * year, as of its last day.
 */
export function usePlanChoice() {
  const search = useSearch({ strict: false }) as PlanSearch;
  const params = useParams({ strict: false }) as { planId?: string };
  const { data, isPending, error, refetch } = useQuery(plansQuery());
  const plans = data?.items ?? [];
  const wanted = params.planId ?? search.planId;
  const plan = plans.find((one) => one.id === wanted) ?? plans[0] ?? null;
  const usual = plan ? usualAsOf(plan.year) : today();
  return {
    plans,
    plan,
    asOf: search.asOf ?? usual,
    /** Whether the day is settled: in the address, or by the plan's year once that is known. */
    asOfSettled: search.asOf !== undefined || !isPending,
    /** The plan's year is over and the page shows its last day. */
    atYearEnd: plan !== null && usual !== today() && (search.asOf ?? usual) === usual,
    isPastYear: usual !== today(),
    isPending,
    error,
    refetch,
  };
}
