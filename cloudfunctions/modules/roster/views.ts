import type * as z from '../../../types/contracts/zod'
import { posts as postLabels } from '../../../types/contracts/codes'
import type { Person, RosterLine } from '../../../types/contracts/roster'
import type { Member } from '../../platform/documents'
import { abilities } from '../../platform/errors'
import { maskIdTail } from '../../platform/secrets'
import { papersLeft } from '../../regulations/papers'
import { moreOf } from '../../services/person'
import { whyCannotInvite } from '../../services/invite-rule'
import { missingOf, whyCannotArchive, whyCannotRestore } from './rules'

/** A line of the roster list. */
export const lineOf = (member: Member): z.input<typeof RosterLine> => ({
  id: member._id, name: member.name, standing: member.standing, groupName: member.groupName, posts: member.posts.map(held => held.post),
  bound: member.accountId !== null, phoneMasked: member.phoneMasked, incomplete: missingOf(member).length > 0,
})

/** A person as officers and the person see it: sensitive items masked. */
export function personOf(member: Member, keeps: boolean, runs: boolean): z.input<typeof Person> {
  const forbidden = keeps ? null : { code: 'forbidden' as const }
  return {
    id: member._id, organisationId: member.organisationId, organisationName: member.organisationName, version: member.version,
    name: member.name, standing: member.standing, sex: member.sex, ethnicity: member.ethnicity, birthday: member.birthday, education: member.education,
    joinedOn: member.joinedOn, fullOn: member.fullOn, job: member.job, studentNumber: member.studentNumber, className: member.className,
    ...moreOf(member), landlineMasked: member.landlineMasked ?? null,
    groupId: member.groupId, groupName: member.groupName, phoneMasked: member.phoneMasked, idMasked: member.idTail ? maskIdTail(member.idTail) : null, hasAddress: member.address !== null,
    posts: member.posts.map(held => ({ postId: held.postId, post: held.post, organisationName: held.organisationName })),
    bound: member.accountId !== null, archived: member.archived, mergedInto: member.mergedInto ?? null, missing: missingOf(member), papers: papersLeft(member.standing, member.papers).text,
    ...abilities({
      edit: forbidden ?? (member.archived ? { code: 'memberArchived', detail: { name: member.name } } : null),
      invite: forbidden ?? whyCannotInvite(member),
      release: forbidden ?? (member.accountId ? null : { code: 'notYetBound', detail: { name: member.name } }),
      archive: forbidden ?? whyCannotArchive(member, post => postLabels[post]),
      restore: forbidden ?? whyCannotRestore(member),
      seePoints: runs ? null : { code: 'forbidden' },
    }),
  }
}
