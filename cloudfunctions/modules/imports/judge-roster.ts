import type { ImportProblem } from '../../../types/contracts/imports'
import type { Member, Organisation } from '../../platform/documents'
import { idHashOf } from '../../services/person'
import { claimsOn } from '../../services/claims'
import { APPLICANT, ELSEWHERE } from './claims'
import { compareAll, groupNamed, type Incoming } from './compare'
import type { Header } from '../../services/sheets-read/headers'
import type { Roster } from './parse'
import { recordedOf } from './recorded'
import { toProblem, type ReadRow } from './rows'
import type { Finding } from './rules'
import type { StagedRow } from './staging'

/**
 * What committing a parsed file would do to each row, and all that is wrong, errors first. `members` are all people of the
 * branch, archived ones included. Asks who is claimed by another branch: one operation for every 200 new ID numbers.
 */
export async function judgeAgainstRoster(roster: Roster, organisation: Organisation, members: Member[], groups: Organisation[]): Promise<{ rows: StagedRow[]; problems: ImportProblem[] }> {
  const added: Finding[][] = roster.rows.map(() => [])
  const strange = new Map<string, number>()
  const incoming = roster.rows.map(row => incomingOf(row, groups, name => strange.set(name, (strange.get(name) ?? 0) + 1)))
  const known = new Set(members.filter(member => !member.archived && member.idHash).map(member => member.idHash!))
  const claims = await claimsOn([...new Set(incoming.flatMap(({ idHash }) => (idHash !== null && !known.has(idHash) ? [idHash] : [])))])
  incoming.forEach((row, i) => {
    const claim = row.idHash === null ? undefined : claims.get(row.idHash)
    if (!claim) return
    // A claim of the own branch by nobody on its roster is an applicant's.
    added[i]!.push({ field: 'idNumber', level: 'error', found: row.draft.idNumber!, advice: claim.organisationId === organisation._id ? APPLICANT : ELSEWHERE })
    row.refused = true
  })
  const compared = compareAll(incoming, members.map(recordedOf))
  const problems = roster.rows.flatMap((row, i) => [
    ...row.problems,
    ...[...added[i]!, ...compared[i]!.findings].map(finding => toProblem(finding, row.draft.row, row.draft.name, roster.header)),
  ])
  return {
    rows: roster.rows.map(({ draft: { row, name } }, i) => {
      const { outcome, memberId, version, patch, changes } = compared[i]!
      return { row, name, outcome, memberId, version, patch, changes }
    }),
    // The sort is stable: errors first, each kind in the order of the rows.
    problems: [...roster.general, ...strangeGroups(strange, roster.header), ...problems].sort((a, b) => (a.level === b.level ? 0 : a.level === 'error' ? -1 : 1)),
  }
}

/** Groups that the branch does not have, in one problem: a first import names one in every row. */
function strangeGroups(strange: Map<string, number>, header: Header): ImportProblem[] {
  if (strange.size === 0) return []
  const found = [...strange].map(([name, count]) => `${name}（${count}人）`).join('、')
  const advice = '本支部还没有这样的党小组，这一列没有导入。可以先建好党小组再导入这张表，或导入以后再分组'
  return [toProblem({ field: 'group', level: 'warning', found: found.length > 60 ? `${found.slice(0, 59)}…` : found, advice }, 0, '', header)]
}

/** A row as it is compared; `onStrangeGroup` hears of a group that the branch does not have. */
function incomingOf({ draft, problems }: ReadRow, groups: Organisation[], onStrangeGroup: (name: string) => void): Incoming {
  const group = draft.group === undefined ? null : groupNamed(draft.group, groups)
  if (draft.group !== undefined && group === null) onStrangeGroup(draft.group)
  return {
    draft,
    idHash: draft.idNumber === undefined ? null : idHashOf(draft.idNumber),
    group: group && { id: group._id, name: group.name },
    refused: problems.some(({ level }) => level === 'error'),
  }
}
