/** Judgements of a handover: who may hand over what to whom, what a list needs before it is signed. Our own rules, except where a source stands. */
import { posts as postLabels, type Post, type Power } from '../../../types/contracts/codes'
import { handoverRoles, handoverStates, type HandoverRole } from '../../../types/contracts/codes-season'
import type { Refusal } from '../../../types/contracts/errors'
import type { Handover, HandoverParty, Member } from '../../platform/documents'
import { powersOfPost } from '../../regulations/powers'

/** What is usually handed over in a branch: offered, never filled in. Product default. */
export const usualFiles: readonly string[] = ['党员名册', '党支部工作手册（会议记录本）', '党费账本和收据', '印章', '发展党员材料', '党员档案材料', '文件和通知', '电子表格和照片', '办公用品和钥匙']

/** Names of last time without numbers; the usual ones where there was no last time. Structure is copied, never text. */
export const filesToStartWith = (last: Pick<Handover, 'files'> | null): Handover['files'] =>
  (last && last.files.length > 0 ? last.files.map(({ name }) => name) : usualFiles).map(name => ({ name, count: null }))

const powerWords: Record<Power, string> = { leadGroup: '替同志报名', runBranch: '发通知、办活动、答复意见', keepRoster: '管名册、导入导出、发加入卡片', appoint: '任免职务、设下级组织', oversee: '查看本级和下级的情况' }
/** What a post allows here, in words. */
export const allowsOf = (post: Post): string => powersOfPost[post].map(power => powerWords[power]).join('；')

/** Of what the caller holds, what is handed over; a post that the caller does not hold is refused. */
export const whyNotMine = (mine: Post[], wanted: Post[]): Refusal | null => {
  const other = wanted.find(post => !mine.includes(post))
  return other ? { code: 'handoverNotHeld', detail: { post: postLabels[other] } } : null
}

interface Persons { giver: string; receiver: string; witness: string }
/** Three different persons sign. */
export const whyNotThree = ({ giver, receiver, witness }: Persons): Refusal | null => (new Set([giver, receiver, witness]).size === 3 ? null : { code: 'handoverThree' })

/** Whether somebody may take over posts: on a roster inside the organisation, joined, and without these posts already. */
export function whyCannotReceive(facts: { member: Pick<Member, 'name' | 'archived' | 'accountId' | 'posts'>; memberPath: string; organisationId: string; posts: Post[] }): Refusal | null {
  const { member, memberPath, organisationId, posts } = facts
  if (member.archived) return { code: 'memberArchived', detail: { name: member.name } }
  if (!memberPath.includes(`/${organisationId}/`)) return { code: 'notInOrganisation', detail: { name: member.name } }
  if (!member.accountId) return { code: 'handoverNotJoined', detail: { name: member.name } }
  const twice = posts.find(post => member.posts.some(held => held.organisationId === organisationId && held.post === post))
  return twice ? { code: 'postExists', detail: { name: member.name, post: postLabels[twice] } } : null
}

/**
 * Whether somebody may witness: an officer in force of the organisation or of one above. Posts are given by whoever can
 * appoint, so one of giver and witness has to be one who can.
 */
export function whyCannotWitness(facts: { name: string; posts: Post[]; handedOver: Post[] }): Refusal | null {
  const { name, posts, handedOver } = facts
  if (posts.length === 0) return { code: 'handoverWitness', detail: { name } }
  const canAppoint = (post: Post): boolean => powersOfPost[post].includes('appoint')
  return handedOver.some(canAppoint) || posts.some(canAppoint) ? null : { code: 'handoverVouch', detail: { name } }
}

/** Which of the three somebody is; null for anybody else. */
export const roleOf = (handover: Pick<Handover, 'parties'>, memberId: string): HandoverRole | null =>
  (Object.keys(handoverRoles) as HandoverRole[]).find(role => handover.parties[role].memberId === memberId) ?? null

/** Whether a signature stands on the list as it is now. */
export const hasSigned = (handover: Pick<Handover, 'revision'>, party: HandoverParty): boolean => party.signature?.revision === handover.revision
/** Who has yet to sign the list as it is now. */
export const unsigned = (handover: Pick<Handover, 'parties' | 'revision'>): HandoverRole[] =>
  (Object.keys(handoverRoles) as HandoverRole[]).filter(role => !hasSigned(handover, handover.parties[role]))

const whyClosed = (handover: Pick<Handover, 'state' | 'open'>): Refusal | null => (handover.open ? null : { code: 'handoverOver', detail: { state: handoverStates[handover.state] } })

/** Whether the list may be changed: by the giver, before it has taken effect. */
export const whyCannotChange = (handover: Pick<Handover, 'state' | 'open'>, role: HandoverRole | null): Refusal | null =>
  (role === 'giver' ? whyClosed(handover) : { code: 'forbidden' })

/** Whether one of the three may sign: the list is whole, the giver signs first, each once. */
export function whyCannotSign(handover: Pick<Handover, 'state' | 'open' | 'parties' | 'revision' | 'files' | 'dues' | 'stuck'>, role: HandoverRole | null): Refusal | null {
  if (role === null) return { code: 'forbidden' }
  const closed = whyClosed(handover)
  if (closed) return closed
  if (hasSigned(handover, handover.parties[role])) return { code: 'handoverSigned' }
  const uncounted = handover.files.filter(({ count }) => count === null).length
  if (uncounted > 0) return { code: 'handoverUncounted', detail: { n: uncounted } }
  if (handover.dues === null) return { code: 'handoverDues' }
  return role !== 'giver' && !hasSigned(handover, handover.parties.giver) ? { code: 'handoverGiverFirst', detail: { name: handover.parties.giver.name } } : null
}

/** Whether a handover may be given up: by one of the three or from above, before it has taken effect. */
export const whyCannotStop = (handover: Pick<Handover, 'state' | 'open'>, role: HandoverRole | null, fromAbove: boolean): Refusal | null =>
  (role !== null || fromAbove ? whyClosed(handover) : { code: 'forbidden' })

/** Whether a day may be set: not in the past, at most two months ahead, so that nobody signs for what is long forgotten. */
export function whyWrongDay(effectiveOn: string, today: string, latest: string): Refusal | null {
  if (effectiveOn < today) return { code: 'datesWrong', detail: { what: '交接日期已经过去，请重新选择' } }
  return effectiveOn > latest ? { code: 'datesWrong', detail: { what: `交接日期最晚定在${latest}` } } : null
}

/** Whether dues are as of a day that has come. */
export const whyDuesWrong = (asOn: string, today: string): Refusal | null => (asOn > today ? { code: 'datesWrong', detail: { what: '党费结存的日期还没有到，请核对' } } : null)
