import { Button, Checkbox } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Tagged } from '../../lib/api-client.js';
import { useRowKeys } from '../../ui/row-keys.js';
import { Section } from '../../ui/section.js';
import { DraftNotes, ReturnedNotice, WarningsNotice } from './draft-notes.js';
import { EntryForm } from './entry-form.js';
import { EntryJumpList } from './entry-jump-list.js';
import type { CommuneWords } from './entry-last-words.js';
import { groupBy, refusedFields } from './entry-words.js';
import { communesQuery } from './own-report-queries.js';
import type { Clash } from './report-draft.js';
import classes from './report-form.module.css';
import { ReportFormBar } from './report-form-bar.js';
import { ReportFormExcel } from './report-form-excel.js';
import { ReportFormUnlisted } from './report-form-unlisted.js';
import type { Report } from './review-queries.js';
import { useDraft } from './use-draft.js';

const NO_CLASHES: readonly Clash[] = [];
const NO_WARNINGS: Report['warnings'] = [];
const NO_COMMUNES: readonly CommuneWords[] = [];

/** The report while it can be written: one part for each assignment, saved while one types. */
export function ReportForm({ report }: { report: Tagged<Report> }) {
  const { data } = report;
  const { keeper, state } = useDraft(report);
  const wide =
    useMediaQuery('(min-width: 900px)', window.innerWidth >= 900, { getInitialValueInEffect: false }) ?? true;
  const beside = useMediaQuery('(min-width: 1200px)', window.innerWidth >= 1200, { getInitialValueInEffect: false });
  const narrow = useMediaQuery('(max-width: 599px)', window.innerWidth < 600, { getInitialValueInEffect: false });
  const list = useRef<HTMLOListElement>(null);
  const { isOpen, unfold } = useUnfolded(data.entries[0]?.assignmentId);

  const warningsOf = useMemo(() => groupBy(data.warnings, ({ assignmentId }) => assignmentId), [data.warnings]);
  const clashesOf = useMemo(() => groupBy(state.clashes, ({ assignmentId }) => assignmentId), [state.clashes]);
  const reasonOf = useMemo(
    () => new Map(data.returned?.entryReasons.map(({ assignmentId, reason }) => [assignmentId, reason])),
    [data.returned],
  );
  const ids = Object.keys(state.draft.entries).join();
  const refused = useMemo(() => refusedFields(state.problem?.errors ?? [], ids.split(',')), [state.problem, ids]);
  const communes = useCommuneWords(data);
  const shown = data.entries.filter(({ assignmentId }) => assignmentId in state.draft.entries);

  /** To a line: its heading takes the focus, from where Tab leads into its fields. */
  function jump(index: number): void {
    const id = shown[index]?.assignmentId;
    if (id) unfold(id);
    const line = list.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
    line?.scrollIntoView({ block: 'start' });
    line?.querySelector('h3')?.focus({ preventScroll: true });
  }
  const rowKeys = useRowKeys(list, shown.length, jump);
  function onKeyDown(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    if (event.key === 'Escape' && target.matches('input, textarea')) {
      target.closest('[data-index]')?.querySelector('h3')?.focus();
    } else if (target.matches('h3')) {
      rowKeys(event);
    }
  }

  return (
    <>
      <DraftNotes keeper={keeper} state={state} entries={data.entries} />
      <ReturnedNotice report={data} />
      <WarningsNotice report={data} />
      <Section title={`Nội dung: ${shown.length} nhiệm vụ`}>
        <WholeNothingNew
          checked={state.draft.nothingNew}
          written={Object.values(state.draft.entries).filter((words) => words.resultText || words.nextText).length}
          onChange={(checked) => keeper.setWhole(checked)}
        />
        <div className={classes.layout}>
          <EntryJumpList entries={shown} warningsOf={warningsOf} reasonOf={reasonOf} onJump={jump} wide={wide} />
          <ol className={classes.entries} ref={list} onKeyDown={onKeyDown} aria-label="Nội dung báo cáo theo nhiệm vụ">
            {shown.map((entry, index) => {
              const words = state.draft.entries[entry.assignmentId];
              return words ? (
                <EntryForm
                  key={entry.assignmentId}
                  keeper={keeper}
                  reportId={data.id}
                  agencyId={data.agencyId}
                  index={index}
                  entry={entry}
                  words={words}
                  warnings={warningsOf.get(entry.assignmentId) ?? NO_WARNINGS}
                  returnedReason={reasonOf.get(entry.assignmentId)}
                  clashes={clashesOf.get(entry.assignmentId) ?? NO_CLASHES}
                  otherName={state.otherName}
                  refused={refused.get(entry.assignmentId)}
                  communes={communes.get(entry.taskId) ?? NO_COMMUNES}
                  wide={beside ?? true}
                  wholeNothingNew={state.draft.nothingNew}
                  folded={narrow === true && !isOpen(entry.assignmentId) && !clashesOf.has(entry.assignmentId)}
                  onUnfold={unfold}
                />
              ) : null;
            })}
          </ol>
        </div>
      </Section>
      <ReportFormUnlisted report={data} keeper={keeper} />
      <ReportFormExcel report={data} keeper={keeper} />
      <ReportFormBar report={data} keeper={keeper} state={state} />
    </>
  );
}

/**
 * Which lines are open on a phone, where all of them would be twenty screens: the first, and each that was asked for,
 * also by a link to it.
 */
function useUnfolded(first: string | undefined) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set(first ? [first] : []));
  const unfold = useCallback((id: string) => setOpen((before) => new Set([...before, id])), []);
  useEffect(() => {
    const follow = () => {
      const [, id] = /^#nv-([0-9a-f-]{36})/.exec(window.location.hash) ?? [];
      if (id) unfold(id);
    };
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, [unfold]);
  return { isOpen: (id: string) => open.has(id), unfold };
}

/** What a district's communes say on each task. */
function useCommuneWords(report: Report): ReadonlyMap<string, readonly CommuneWords[]> {
  const { data } = useQuery({ ...communesQuery(report.id), enabled: report.agencyLevel === 'district' });
  return useMemo(() => {
    const words = (data?.items ?? []).flatMap(({ agencyName, entries }) =>
      entries.map((entry) => ({ agencyName, words: entry })),
    );
    return groupBy(words, (one) => one.words.taskId);
  }, [data]);
}

interface WholeProps {
  checked: boolean;
  /** Lines that have words, which the tick would take away. */
  written: number;
  onChange: (checked: boolean) => void;
}

/** "Không phát sinh" for the whole report by one choice; asks first where words would go. */
function WholeNothingNew({ checked, written, onChange }: WholeProps) {
  const [asking, setAsking] = useState(false);
  return (
    <div className={`${classes.whole} not-printed`}>
      <Checkbox
        label="Cả báo cáo không phát sinh"
        description="Mọi nhiệm vụ giữ tiến độ như kỳ trước, không có gì mới để ghi."
        checked={checked || asking}
        onChange={(event) => {
          if (event.currentTarget.checked && written > 0) setAsking(true);
          else {
            setAsking(false);
            onChange(event.currentTarget.checked);
          }
        }}
      />
      {asking && !checked ? (
        <div className={classes.asking}>
          <p>
            {written} nhiệm vụ đang có chữ; chữ đó sẽ được bỏ ra khỏi báo cáo. Bỏ dấu chọn thì chữ trở lại, khi chưa rời
            trang này.
          </p>
          <Button
            size="compact-md"
            onClick={() => {
              setAsking(false);
              onChange(true);
            }}
          >
            Không phát sinh cho cả báo cáo
          </Button>{' '}
          <Button size="compact-md" variant="default" onClick={() => setAsking(false)}>
            Thôi
          </Button>
        </div>
      ) : null}
    </div>
  );
}
