import { Link } from '@tanstack/react-router';
import { useMay, useMe } from '../../lib/session.js';

interface Props {
  reportId: string;
  /** Whose report it is: only its people raise what it tells. */
  agencyId: string;
  assignmentId: string;
  name: string;
}

/** From a line that tells of an obstacle to raising it. */
export function RaiseLink({ reportId, agencyId, assignmentId, name }: Props) {
  const me = useMe();
  if (!useMay('obstacles.raise') || me.agencyId !== agencyId) return null;
  return (
    <Link
      to="/vuong-mac/neu"
      search={{ assignmentId, reportId }}
      className="not-printed"
      aria-label={`Nêu vướng mắc này để được giải quyết, ${name.toLowerCase()}`}
    >
      Nêu vướng mắc này để được giải quyết
    </Link>
  );
}
