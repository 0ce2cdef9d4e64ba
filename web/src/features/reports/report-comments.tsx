import { Button, Group, Stack, Textarea } from '@mantine/core';
import { COMMENT_SIDE_LABELS } from '@plan/shared/vocabulary/report-states';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { formatInstant } from '../../lib/dates.js';
import { asProblem } from '../../lib/problem.js';
import { useMay } from '../../lib/session.js';
import { FormProblem } from '../../ui/form-problem.js';
import { Notice } from '../../ui/notice.js';
import { Failed, Loading } from '../../ui/states.js';
import classes from './report-comments.module.css';
import { type Comment, commentsQuery, useComment } from './review-queries.js';

interface Props {
  reportId: string;
  /** The line that the talk is about; absent for the report as a whole. */
  assignmentId?: string;
  /** Names the talk for who reads by ear, e.g. `Trao đổi về nhiệm vụ 5`. */
  label: string;
}

/** Questions of the reviewers and answers of the agency, about a report or about one line of it. */
export function ReportComments({ reportId, assignmentId, label }: Props) {
  const comments = useQuery(commentsQuery(reportId));
  const mayWrite = useMay('reports.comment');
  const [writing, setWriting] = useState<'new' | string | null>(null);
  if (comments.error) return <Failed error={comments.error} onRetry={() => void comments.refetch()} />;
  if (!comments.data) return <Loading lines={1} label="Đang tải trao đổi" />;
  const all = comments.data.items;
  const threads = all.filter((one) => one.replyToId === null && one.assignmentId === (assignmentId ?? null));

  return (
    <div className={classes.talk}>
      {threads.length > 0 ? (
        <ul className={classes.threads} aria-label={label}>
          {threads.map((first) => (
            <li key={first.id} className={classes.thread}>
              <CommentWords comment={first} />
              <Answers all={all} toId={first.id} />
              {writing === first.id ? (
                <CommentForm
                  reportId={reportId}
                  assignmentId={assignmentId}
                  replyToId={first.id}
                  onClose={() => setWriting(null)}
                />
              ) : mayWrite ? (
                <Button
                  className="not-printed"
                  variant="default"
                  size="compact-sm"
                  w="fit-content"
                  onClick={() => setWriting(first.id)}
                  aria-label={`Trả lời ý kiến của ${first.writtenByName}, ${formatInstant(first.writtenAt)}`}
                >
                  Trả lời
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      {writing === 'new' ? (
        <CommentForm reportId={reportId} assignmentId={assignmentId} onClose={() => setWriting(null)} />
      ) : mayWrite ? (
        <Button
          className="not-printed"
          variant="subtle"
          size="compact-sm"
          w="fit-content"
          px={0}
          td="underline"
          onClick={() => setWriting('new')}
          aria-label={`Viết ý kiến: ${label}`}
        >
          Viết ý kiến
        </Button>
      ) : threads.length === 0 ? (
        <p className={classes.none}>Chưa có trao đổi nào.</p>
      ) : null}
    </div>
  );
}

/** Everything that was said in answer, also to an answer, in the order of time. */
function Answers({ all, toId }: { all: readonly Comment[]; toId: string }) {
  const ids = new Set([toId]);
  // The oldest first: what an answer answers stands before it.
  const answers = all.filter((one) => {
    if (one.replyToId === null || !ids.has(one.replyToId)) return false;
    ids.add(one.id);
    return true;
  });
  if (answers.length === 0) return null;
  return (
    <ul className={classes.answers}>
      {answers.map((one) => (
        <li key={one.id}>
          <CommentWords comment={one} />
        </li>
      ))}
    </ul>
  );
}

function CommentWords({ comment }: { comment: Comment }) {
  return (
    <div className={classes.comment} data-side={comment.side}>
      <p className={classes.who}>
        <strong>{comment.writtenByName}</strong> · {COMMENT_SIDE_LABELS[comment.side]} ·{' '}
        {formatInstant(comment.writtenAt)}
      </p>
      <p className={classes.words}>{comment.text}</p>
      {comment.warnings.map((warning) => (
        <Notice key={warning} tone="warning">
          {warning}
        </Notice>
      ))}
    </div>
  );
}

interface FormProps {
  reportId: string;
  assignmentId?: string;
  replyToId?: string;
  onClose: () => void;
}

function CommentForm({ reportId, assignmentId, replyToId, onClose }: FormProps) {
  const send = useComment(reportId);
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (text.trim() === '') return;
    send.mutate(
      { text: text.trim(), assignmentId: assignmentId ?? null, replyToId: replyToId ?? null },
      { onSuccess: onClose },
    );
  }

  const problem = send.error ? asProblem(send.error) : null;
  return (
    <form onSubmit={submit} noValidate className="not-printed">
      <Stack gap="xs">
        <FormProblem error={send.error} />
        <Textarea
          label={replyToId ? 'Câu trả lời' : 'Ý kiến'}
          description="Không ghi số định danh hay thông tin của công dân."
          required
          autosize
          minRows={2}
          maxLength={4000}
          autoFocus
          value={text}
          error={tried && text.trim() === '' ? 'Nhập nội dung.' : problem?.messageFor('text')}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Group gap="xs">
          <Button type="submit" size="compact-md" loading={send.isPending}>
            {replyToId ? 'Gửi câu trả lời' : 'Gửi ý kiến'}
          </Button>
          <Button variant="default" size="compact-md" onClick={onClose}>
            Thôi
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
