import { Button, NativeSelect } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { formatDay } from '../lib/dates.js';
import { type PlanSearch, today, usePlanChoice, usualAsOf } from '../lib/plan-choice.js';
import { DateField } from '../ui/date-field.js';
import classes from './plan-day-bar.module.css';

/**
 * Which plan and which day every page speaks of. A plan whose year is over is read as of its last day, and the bar
 * says so.
 */
export function PlanDayBar() {
  const { plans, plan, asOf, atYearEnd, isPastYear } = usePlanChoice();
  const navigate = useNavigate();
  const inAddress = (useSearch({ strict: false }) as PlanSearch).asOf;

  // The day of a finished plan stands in the address, so that a link that is sent shows the same.
  const missing = plan !== null && isPastYear && inAddress === undefined ? asOf : null;
  useEffect(() => {
    if (missing) void navigate({ to: '.', search: (before) => ({ ...before, asOf: missing }), replace: true });
  }, [missing, navigate]);
  if (!plan) return null;

  const showAsOf = (day: string | null) =>
    navigate({ to: '.', search: (before) => ({ ...before, asOf: day ?? undefined }), replace: true });
  const choosePlan = (id: string) => {
    const chosen = plans.find((one) => one.id === id);
    const asOfChosen = chosen && usualAsOf(chosen.year) !== today() ? usualAsOf(chosen.year) : undefined;
    void navigate({ to: '.', search: (before) => ({ ...before, planId: id, asOf: asOfChosen }) });
  };

  return (
    <section className={`${classes.bar} not-printed`} aria-label="Kế hoạch và ngày đang xem">
      <div className={classes.fields}>
        <div className={classes.field}>
          <label htmlFor="ke-hoach-dang-xem">Kế hoạch</label>
          <NativeSelect
            id="ke-hoach-dang-xem"
            size="xs"
            value={plan.id}
            onChange={(event) => choosePlan(event.currentTarget.value)}
            data={plans.map((one) => ({
              value: one.id,
              label: `Năm ${one.year}${one.number ? `, số ${one.number}` : ''}`,
            }))}
          />
        </div>
        <div className={classes.field}>
          <span aria-hidden>Tính đến ngày</span>
          <DateField
            hiddenLabel
            label="Tính đến ngày"
            size="xs"
            w={{ base: '100%', xs: 148 }}
            value={asOf}
            onChange={showAsOf}
          />
        </div>
      </div>
      {isPastYear ? (
        <p className={classes.said}>
          {atYearEnd
            ? `Kế hoạch năm ${plan.year} đã hết năm: đang xem theo ngày ${formatDay(asOf)}`
            : `Kế hoạch năm ${plan.year} đã hết năm`}
          {' · '}
          {atYearEnd ? (
            <Button variant="transparent" size="compact-sm" p={0} td="underline" onClick={() => showAsOf(today())}>
              Xem theo hôm nay
            </Button>
          ) : (
            <Button
              variant="transparent"
              size="compact-sm"
              p={0}
              td="underline"
              onClick={() => showAsOf(usualAsOf(plan.year))}
            >
              Xem theo ngày {formatDay(usualAsOf(plan.year))}
            </Button>
          )}
        </p>
      ) : null}
    </section>
  );
}
