import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { formatNumber } from '../../lib/dates.js';
import { Notice } from '../../ui/notice.js';
import { PageHeading } from '../../ui/page-heading.js';
import { Section } from '../../ui/section.js';
import { Failed, Loading } from '../../ui/states.js';
import { ConfirmImport } from './confirm-import.js';
import { DutyList } from './duty-list.js';
import { FrontMatterForm } from './front-matter-form.js';
import { importQuery } from './queries.js';
import { SourceRow } from './source-row.js';
import { UnresolvedNames } from './unresolved-names.js';
import { WarningList } from './warning-list.js';

const route = getRouteApi('/signed-in/ke-hoach/nhap/$importId');

/** What was read of a document, doubts first, each row's own words beside what was understood. */
export function PreviewPage() {
  const { importId } = route.useParams();
  const preview = useQuery(importQuery(importId));
  if (!preview.data) {
    return (
      <>
        <PageHeading title="Xem lại văn bản đã tải lên" />
        {preview.error ? (
          <Failed error={preview.error} onRetry={() => void preview.refetch()} />
        ) : (
          <Loading lines={12} />
        )}
      </>
    );
  }
  const { data, etag } = preview.data;
  const closed = data.planId !== null;
  return (
    <>
      <PageHeading
        title="Xem lại văn bản đã tải lên"
        lead={`${data.fileName}: đọc được ${formatNumber(data.counts.tasks)} nhiệm vụ trong ${formatNumber(data.counts.groups)} nhóm.`}
        printed={data.fileName}
      />
      {data.planId ? (
        <Notice tone="done" title="Văn bản này đã được xác nhận thành kế hoạch.">
          <Link to="/ke-hoach/$planId" params={{ planId: data.planId }}>
            Mở kế hoạch
          </Link>
          . Bản xem lại dưới đây không sửa được nữa.
        </Notice>
      ) : null}
      <WarningList warnings={data.warnings} />
      {closed ? null : <UnresolvedNames data={data} etag={etag} />}
      <FrontMatterForm key={`front ${etag}`} data={data} etag={etag} closed={closed} />
      <Section
        title={`Từng nhiệm vụ: ${formatNumber(data.tasks.length)}`}
        lead="Bên trái là chữ trong văn bản, bên phải là cách hệ thống hiểu."
      >
        {data.tasks.map((task) => (
          <SourceRow key={task.position} task={task} data={data} etag={etag} closed={closed} />
        ))}
      </Section>
      <DutyList data={data} etag={etag} closed={closed} />
      {data.unread.length > 0 ? (
        <Section
          title="Dòng không thuộc phụ lục"
          lead="Những dòng dưới phần đầu bảng mà hệ thống không đưa vào nhiệm vụ nào."
        >
          <ul>
            {data.unread.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Section>
      ) : null}
      {closed ? null : <ConfirmImport data={data} />}
    </>
  );
}
