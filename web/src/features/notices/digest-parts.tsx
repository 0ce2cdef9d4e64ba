import { DIGEST_SECTION_LABELS } from '@plan/shared/vocabulary/notices';
import { dueWords, formatDay, formatDayWithWeekday, formatNumber } from '../../lib/dates.js';
import classes from './notices.module.css';
import { PageLink } from './page-link.js';
import type { Notice } from './queries.js';

type Digest = NonNullable<Notice['digest']>;

/** What a digest said, as of its day; folded once it is read. */
export function DigestParts({ digest, open }: { digest: Digest; open: boolean }) {
  return (
    <details className={classes.digest} open={open}>
      <summary>Chi tiết, tính đến ngày {formatDay(digest.day)}</summary>
      {digest.parts.map(({ onBehalfOf, sections }) => (
        <div key={onBehalfOf ?? ''}>
          {onBehalfOf ? <p className={classes.behalf}>Thay {onBehalfOf}, đang vắng mặt</p> : null}
          {sections.map(({ section, lines, more, moreLink }) => (
            <section key={section} className={classes.section}>
              <h3>
                {DIGEST_SECTION_LABELS[section]} ({formatNumber(lines.length + more)})
              </h3>
              <ul>
                {lines.map(({ text, detail, dueOn, link }) => (
                  <li key={`${link} ${text} ${detail}`}>
                    <PageLink to={link}>{text}</PageLink>
                    {detail ? <span> – {detail}</span> : null}
                    {dueOn ? (
                      <span className={classes.due} data-late={dueOn < digest.day || undefined}>
                        {formatDayWithWeekday(dueOn)}, {dueWords(dueOn, digest.day)}
                      </span>
                    ) : null}
                  </li>
                ))}
              </ul>
              {more > 0 ? <PageLink to={moreLink}>… và {formatNumber(more)} việc khác</PageLink> : null}
            </section>
          ))}
        </div>
      ))}
    </details>
  );
}
