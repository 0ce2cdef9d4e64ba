import type { DirectorySnapshot } from '../agencies/agency-directory.service.js';
import type { NameMatching } from '../agencies/domain/match-names.js';
import type { PlanImportDto } from './import-preview.dto.js';
import type { PlanImportEntity } from './plan-import.entity.js';
import type { ImportReading } from './read-import.service.js';

/** The saved import with what is understood of it, in the shape of the contract. */
export function previewDto(found: PlanImportEntity, { preview, directory }: ImportReading): PlanImportDto {
  const { plan } = preview;
  return {
    id: found.id,
    fileName: found.fileName,
    state: found.planId ? 'confirmed' : 'preview',
    planId: found.planId,
    createdAt: found.createdAt.toISOString(),
    plan: {
      number: plan.number,
      issuedOn: plan.issuedOn,
      title: plan.title,
      year: plan.year,
      issuingBody: plan.issuingBody,
      place: plan.place,
      signerName: plan.signer?.name ?? null,
      signerTitle: plan.signer?.title ?? null,
      legalBases: plan.legalBases,
      recipients: plan.recipients,
      claimedTaskCounts: plan.claims.taskCounts.map(({ count }) => count),
      claimedGroupCounts: plan.claims.groupCounts.map(({ count }) => count),
    },
    groups: preview.groups,
    tasks: preview.tasks.map((task) => ({
      position: task.position,
      number: task.number,
      title: task.title,
      groupNumeral: task.groupNumeral,
      leadText: task.leadText,
      coordinateText: task.coordinateText,
      deliverables: task.deliverables,
      deadlineText: task.deadlineText,
      deadline: task.deadline,
      lead: side(task.lead, directory),
      coordinate: side(task.coordinate, directory),
      unresolvedSides: task.unresolvedSides,
      leadCount: task.leadCount,
      coordinateCount: task.coordinateCount,
      sourceRows: task.sourceRows,
      source: task.source,
      edited: task.edited,
    })),
    standingDuties: preview.standingDuties.map((duty) => ({
      index: duty.index,
      title: duty.title,
      section: duty.section,
      leadText: duty.leadText,
      coordinateText: duty.coordinateText,
      deadlineText: duty.deadlineText,
      deadline: duty.deadline,
      leadCount: duty.leadCount,
      coordinateCount: duty.coordinateCount,
      accepted: duty.accepted,
      sourceText: duty.source.item,
    })),
    warnings: preview.warnings,
    counts: preview.counts,
    unread: preview.unread.map(({ text }) => text),
    edits: found.edits,
  };
}

const side = (matching: NameMatching, directory: DirectorySnapshot): PlanImportDto['tasks'][number]['lead'] => ({
  matches: matching.matches.map(({ kind, id, text, reason }) => ({
    kind,
    id,
    name: directory.nameById.get(id) ?? text,
    text,
    reason,
    agencies: kind === 'group' ? (directory.members.get(id)?.length ?? 0) : 1,
  })),
  unresolved: matching.unresolved.map(({ text }) => text),
});
