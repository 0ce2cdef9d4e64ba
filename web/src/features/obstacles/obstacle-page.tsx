import { EVENT_TYPE_LABELS } from '@plan/shared/vocabulary/event-types';
import { OBSTACLE_KIND_LABELS, OBSTACLE_LEVEL_LABELS } from '@plan/shared/vocabulary/obstacles';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDay, formatDayWithWeekday, formatInstant } from '../../lib/dates.js';
import { today } from '../../lib/plan-choice.js';
import { Notice } from '../../ui/notice.js';
import { PageHeading } from '../../ui/page-heading.js';
import { Fact, Facts, Section } from '../../ui/section.js';
import { Failed, Loading } from '../../ui/states.js';
import { TimelinessChip } from '../../ui/timeliness-chip.js';
import { ObstacleActs } from './obstacle-acts.js';
import { ObstacleTabs } from './obstacle-tabs.js';
import { stateWords } from './obstacles-page.js';
import { type ObstacleDetail, obstacleQuery } from './queries.js';

const route = getRouteApi('/signed-in/vuong-mac/$obstacleId');

/** One obstacle: what was said about it, with whom it lies, and what one may do. */
export function ObstaclePage() {
  const { obstacleId } = route.useParams();
  const obstacle = useQuery(obstacleQuery(obstacleId));
  const [done, setDone] = useState<string | null>(null);
  if (obstacle.error) return <Failed error={obstacle.error} onRetry={() => void obstacle.refetch()} />;
  if (!obstacle.data) return <Loading lines={10} />;
  const { data, etag } = obstacle.data;
  return (
    <>
      <ObstacleTabs />
      <PageHeading title={`Vướng mắc số ${data.number}`} lead={`${data.agencyName}. ${stateWords(data)}.`} />
      {done ? (
        <Notice tone="done" live>
          {done}
        </Notice>
      ) : null}
      <Words obstacle={data} />
      {data.main ? (
        <p>
          Đã gộp, xin theo dõi ở{' '}
          <Link to="/vuong-mac/$obstacleId" params={{ obstacleId: data.main.id }}>
            vướng mắc số {data.main.number}
          </Link>
          .
        </p>
      ) : null}
      {data.warnings.map((warning) => (
        <Notice key={warning} tone="warning">
          {warning}
        </Notice>
      ))}
      <Outcome obstacle={data} />
      <ObstacleActs key={etag} obstacle={data} etag={etag} onDone={setDone} />
      {data.merged.length > 0 ? (
        <Section title={`Đã gộp vào đây: ${data.merged.length}`}>
          <ul>
            {data.merged.map((one) => (
              <li key={one.id}>
                <Link to="/vuong-mac/$obstacleId" params={{ obstacleId: one.id }}>
                  Số {one.number}, {one.agencyName}
                </Link>
                : {one.text}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      <Section title="Quá trình xử lý">
        <ol>
          {data.steps.map((step) => (
            <li key={`${step.at} ${step.type}`}>
              {formatInstant(step.at)}, {step.actorLabel}:{' '}
              {(EVENT_TYPE_LABELS as Record<string, string>)[step.type] ?? step.type}
              {step.text && step.type !== 'obstacle.raised' ? `. ${step.text}` : ''}
            </li>
          ))}
        </ol>
      </Section>
    </>
  );
}

function Words({ obstacle }: { obstacle: ObstacleDetail }) {
  return (
    <Section title="Nội dung">
      <Facts>
        <Fact name="Vướng mắc, kiến nghị">
          <span style={{ whiteSpace: 'pre-line' }}>{obstacle.text}</span>
        </Fact>
        <Fact name="Loại">{OBSTACLE_KIND_LABELS[obstacle.kind]}</Fact>
        <Fact name="Nhiệm vụ">
          {obstacle.taskId && obstacle.assignmentId ? (
            <Link to="/nhiem-vu/$taskId" params={{ taskId: obstacle.taskId }} search={{ phan: obstacle.assignmentId }}>
              {obstacle.taskNumber}. {obstacle.taskTitle}
            </Link>
          ) : (
            'Cả kế hoạch'
          )}
        </Fact>
        <Fact name="Cấp giải quyết được">{obstacle.levelAble ? OBSTACLE_LEVEL_LABELS[obstacle.levelAble] : null}</Fact>
        <Fact name="Đề nghị giúp">{obstacle.askedOfAgencyName}</Fact>
        <Fact name="Mong trước ngày">{obstacle.wantedBy ? formatDay(obstacle.wantedBy) : null}</Fact>
        <Fact name="Người nêu">
          {obstacle.raisedByName}, {formatInstant(obstacle.raisedAt)}
        </Fact>
        <Fact name="Nêu trong báo cáo">{obstacle.reportId ? 'Có, từ một dòng của báo cáo kỳ' : null}</Fact>
      </Facts>
    </Section>
  );
}

/** The answer, the conclusion with its assignment, and whether the asker is content. */
function Outcome({ obstacle }: { obstacle: ObstacleDetail }) {
  const { solution } = obstacle;
  if (!obstacle.answerText && !obstacle.conclusion) return null;
  return (
    <Section title="Trả lời, kết luận">
      <Facts>
        <Fact name="Trả lời">{obstacle.answerText}</Fact>
        <Fact name="Người trả lời">
          {obstacle.answeredByName && obstacle.answeredAt
            ? `${obstacle.answeredByName}, ${formatInstant(obstacle.answeredAt)}`
            : null}
        </Fact>
        <Fact name="Kết luận">{obstacle.conclusion}</Fact>
        <Fact name="Người kết luận">
          {obstacle.decidedByName && obstacle.decidedAt
            ? `${obstacle.decidedByName}, ${formatInstant(obstacle.decidedAt)}`
            : null}
        </Fact>
        {solution ? (
          <>
            <Fact name="Cơ quan thực hiện">
              <Link to="/nhiem-vu/$taskId" params={{ taskId: solution.taskId }} search={{ phan: solution.id }}>
                {solution.agencyName}
              </Link>
            </Fact>
            <Fact name="Hạn">
              {solution.dueOn ? formatDayWithWeekday(solution.dueOn) : null}{' '}
              <TimelinessChip timeliness={solution.timeliness} dueOn={solution.dueOn} asOf={today()} />
            </Fact>
          </>
        ) : null}
        <Fact name="Xác nhận đã giải quyết">{obstacle.solvedAt ? formatInstant(obstacle.solvedAt) : null}</Fact>
      </Facts>
    </Section>
  );
}
