import type { AgencyLevel } from '@plan/shared/vocabulary/agency-levels';

/** One agency of a directory file; `key` names it inside the file only (its full name). */
export interface DirectoryAgency {
  key: string;
  name: string;
  aliases: string[];
  level: AgencyLevel;
  parentKey: string | null;
  /** The code of the General Statistics Office for a district, else null. */
  code: string | null;
  standing: boolean;
}

/** One collective name, with the members it has at the start. */
export interface DirectoryGroup {
  name: string;
  aliases: string[];
  memberKeys: string[];
}

export interface Directory {
  agencies: DirectoryAgency[];
  groups: DirectoryGroup[];
}

interface FileAgency {
  agency: string;
  aliases?: string[];
  standing?: boolean;
  code?: string;
  district?: string;
}
interface FileGroup {
  name: string;
  aliases?: string[];
  /** Names of lists of this file joined by " + ", or an empty list. */
  members: string | string[];
}
/** The shape of `sample/agencies-binh-dinh-2023.json`. */
export interface DirectoryFile {
  province: FileAgency;
  departments: FileAgency[];
  otherProvincial: FileAgency[];
  central: FileAgency[];
  organisations: FileAgency[];
  districts: FileAgency[];
  communes: FileAgency[];
  groups: FileGroup[];
}

const LISTS = ['departments', 'otherProvincial', 'central', 'organisations', 'districts', 'communes'] as const;
type ListName = (typeof LISTS)[number];
const LEVEL_OF: Record<ListName, AgencyLevel> = {
  departments: 'department',
  otherProvincial: 'department',
  central: 'central',
  organisations: 'organisation',
  districts: 'district',
  communes: 'commune',
};

/**
 * Reads a province's directory of agencies and collective names, parents before children.
 * @throws Error when a collective name refers to a list that the file does not have.
 */
export function readDirectoryFile(file: DirectoryFile): Directory {
  const province = file.province.agency;
  const districtOf = new Map(file.districts.map((district) => [district.code, district.agency]));
  const parentOf = (list: ListName, agency: FileAgency): string | null => {
    if (list === 'communes') return districtOf.get(agency.district) ?? null;
    // Central bodies and organisations answer to their own line, not to the provincial committee.
    return list === 'central' || list === 'organisations' ? null : province;
  };
  const agencies: DirectoryAgency[] = [toAgency(file.province, 'province', null)];
  for (const list of LISTS) {
    for (const agency of file[list]) agencies.push(toAgency(agency, LEVEL_OF[list], parentOf(list, agency)));
  }
  return { agencies, groups: file.groups.map((group) => toGroup(group, file)) };
}

function toAgency(agency: FileAgency, level: AgencyLevel, parentKey: string | null): DirectoryAgency {
  return {
    key: agency.agency,
    name: agency.agency.normalize('NFC'),
    aliases: (agency.aliases ?? []).map((alias) => alias.normalize('NFC')),
    level,
    parentKey,
    code: agency.code ?? null,
    standing: agency.standing ?? false,
  };
}

function toGroup(group: FileGroup, file: DirectoryFile): DirectoryGroup {
  const lists = typeof group.members === 'string' ? group.members.split('+').map((name) => name.trim()) : group.members;
  const memberKeys = lists.flatMap((name) => {
    if (!LISTS.includes(name as ListName)) throw new Error(`The directory has no list named "${name}"`);
    return file[name as ListName].map((agency) => agency.agency);
  });
  return {
    name: group.name.normalize('NFC'),
    aliases: (group.aliases ?? []).map((alias) => alias.normalize('NFC')),
    memberKeys,
  };
}
