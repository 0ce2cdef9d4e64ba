import { asProblem } from '../lib/problem.js';
import { Notice } from './notice.js';

/** Why the API refused what was sent: its words, the fields meant, and what to do when others were faster. */
export function FormProblem({
  error,
  merged,
}: {
  error: unknown /** The form itself shows what others changed. */;
  merged?: boolean;
}) {
  if (!error) return null;
  const problem = asProblem(error);
  if (merged && problem.status === 412) return null;
  return (
    <Notice tone="fault" title={problem.title} live>
      <p>{problem.detail}</p>
      {problem.errors.length > 0 ? (
        <ul>
          {problem.errors.map((one) => (
            <li key={`${one.pointer} ${one.code}`}>{one.message}</li>
          ))}
        </ul>
      ) : null}
      {problem.status === 412 || problem.code === 'resource.conflict' ? (
        <p>Trang đã lấy lại dữ liệu mới nhất. Xin xem lại bên dưới rồi làm lại nếu vẫn cần.</p>
      ) : null}
      {problem.status >= 500 && problem.traceId ? (
        <p>
          Mã sự việc: <code>{problem.traceId}</code>
        </p>
      ) : null}
    </Notice>
  );
}
