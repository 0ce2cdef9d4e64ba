/**
 * Every transaction below this number has ended, so nothing is added below it any more: what a reader took up to here
 * it never needs to look at again. Compare with `events.transaction_id`, in the same statement that reads the events.
 */
export const OLDEST_RUNNING = 'pg_snapshot_xmin(pg_current_snapshot())::text::bigint';

/** The order of the log for readers who must not skip a commit; ids alone are drawn before the commit. */
export const LOG_ORDER = 'e.transaction_id, e.id';
