import { entryAnchor, entryName, markOf } from './entry-words.js';
import classes from './report-form.module.css';
import type { Report, ReportEntry } from './review-queries.js';

interface Props {
  entries: readonly ReportEntry[];
  warningsOf: ReadonlyMap<string, Report['warnings']>;
  reasonOf: ReadonlyMap<string, string>;
  onJump: (index: number) => void;
  /** Stands beside the form; on a narrow screen it is folded above it. */
  wide: boolean;
}

/** All lines of the form with how far each is; leads to each of them. */
export function EntryJumpList({ entries, warningsOf, reasonOf, onJump, wide }: Props) {
  const list = (
    <ol>
      {entries.map((entry, index) => {
        const { tone, words } = markOf(
          entry,
          warningsOf.get(entry.assignmentId) ?? [],
          reasonOf.get(entry.assignmentId),
        );
        return (
          <li key={entry.assignmentId}>
            <a
              href={`#${entryAnchor(entry.assignmentId)}`}
              data-tone={tone}
              title={entry.taskTitle}
              onClick={(event) => {
                event.preventDefault();
                onJump(index);
              }}
            >
              <span className={classes.jumpTitle}>
                {entry.taskNumber === null ? entryName(entry) : `${entry.taskNumber}.`} {entry.taskTitle}
              </span>
              <span className={classes.jumpMark}>{words}</span>
            </a>
          </li>
        );
      })}
    </ol>
  );
  if (!wide) {
    return (
      <nav className={`${classes.jump} not-printed`} aria-label="Các nhiệm vụ trong báo cáo">
        <details className={classes.last}>
          <summary>Đến một nhiệm vụ ({entries.length})</summary>
          {list}
        </details>
      </nav>
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: who uses the keyboard scrolls the list by it
    <nav className={`${classes.jump} not-printed`} aria-label="Các nhiệm vụ trong báo cáo" tabIndex={0}>
      {list}
      <p className={classes.hint}>
        Phím <kbd>j</kbd>, <kbd>k</kbd>: nhiệm vụ sau, trước. Đang gõ thì bấm <kbd>Esc</kbd> trước.
      </p>
    </nav>
  );
}
