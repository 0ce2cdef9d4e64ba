import { Button } from '@mantine/core';
import { DEADLINE_KIND_LABELS } from '@plan/shared/vocabulary/deadline-kinds';
import { useState } from 'react';
import { formatDayWithWeekday, formatNumber } from '../../lib/dates.js';
import { Explanation } from '../../ui/explanation.js';
import { Notice } from '../../ui/notice.js';
import { DeadlineForm } from './deadline-form.js';
import classes from './preview.module.css';
import type { PlanImport, PreviewTask } from './queries.js';

interface Props {
  task: PreviewTask;
  data: PlanImport;
  etag: string;
  closed: boolean;
}

/** One row of the annex: its own words, and what was understood. */
export function SourceRow({ task, data, etag, closed }: Props) {
  const [editing, setEditing] = useState(false);
  const doubt = data.warnings.some((warning) => warning.row !== null && warning.row === task.number);
  const { deadline, source } = task;
  return (
    <article
      id={`nhiem-vu-${task.number ?? `dong-${task.position}`}`}
      className={classes.row}
      data-doubt={doubt || undefined}
      aria-label={`Nhiệm vụ ${task.number ?? `ở dòng thứ ${task.position}`}`}
    >
      <h3 className={classes.rowHead}>
        Nhiệm vụ {task.number ?? `ở dòng thứ ${task.position}`}
        {task.groupNumeral ? `, nhóm ${task.groupNumeral}` : ''}
      </h3>
      <div className={classes.sides}>
        <div className={classes.side}>
          <h4>Văn bản ghi</h4>
          <dl className={classes.words}>
            <Words name="Nội dung" words={source.content} />
            <Words name="Chủ trì" words={source.lead} />
            <Words name="Phối hợp" words={source.coordinate} />
            <Words name="Kết quả, sản phẩm" words={source.deliverable} />
            <Words name="Thời hạn" words={source.deadline} />
          </dl>
        </div>
        <div className={classes.side}>
          <h4>Hệ thống hiểu</h4>
          <dl className={classes.words}>
            <Names name={`Chủ trì: ${formatNumber(task.leadCount)} cơ quan`} side={task.lead} />
            <Names name={`Phối hợp: ${formatNumber(task.coordinateCount)} cơ quan`} side={task.coordinate} />
            <div>
              <dt>Kết quả, sản phẩm: {formatNumber(task.deliverables.length)}</dt>
              {task.deliverables.map((one) => (
                <dd key={one}>{one}</dd>
              ))}
            </div>
            <div>
              <dt>Thời hạn: {DEADLINE_KIND_LABELS[deadline.kind]}</dt>
              <dd>
                {deadline.dueOn ? <strong>Hạn {formatDayWithWeekday(deadline.dueOn)}. </strong> : null}
                <Explanation text={deadline.explanation} />
              </dd>
            </div>
          </dl>
          {deadline.unsure && deadline.note ? <Notice tone="warning">{deadline.note}</Notice> : null}
          {editing ? (
            <DeadlineForm task={task} data={data} etag={etag} onClose={() => setEditing(false)} />
          ) : closed ? null : (
            <Button
              mt="sm"
              variant="default"
              size="compact-md"
              className="not-printed"
              aria-label={`Sửa thời hạn nhiệm vụ ${task.number ?? task.position}`}
              onClick={() => setEditing(true)}
            >
              Sửa thời hạn
            </Button>
          )}
        </div>
      </div>
    </article>
  );
}

function Words({ name, words }: { name: string; words: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{words || 'Không ghi'}</dd>
    </div>
  );
}

/** The names that were found in a side, and those that were not. */
function Names({ name, side }: { name: string; side: PreviewTask['lead'] }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <ul className={classes.names}>
          {side.matches.map((match) => (
            <li key={`${match.id} ${match.text}`} data-kind={match.agencies === 0 ? 'unresolved' : undefined}>
              {match.name}
              {match.kind === 'group' ? ` (tên gọi chung, ${formatNumber(match.agencies)} cơ quan)` : ''}
            </li>
          ))}
          {side.unresolved.map((text) => (
            <li key={text} data-kind="unresolved">
              Chưa nhận ra: {text}
            </li>
          ))}
          {side.matches.length + side.unresolved.length === 0 ? <li>Không có</li> : null}
        </ul>
      </dd>
    </div>
  );
}
