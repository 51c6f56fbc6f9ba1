/** One record of every kind in a branch, made through the product's own actions: what the matrix of actions calls on. */
import { call, START, upload } from './api'
import { startRun } from './backfill'
import { makeCollectionRecords, type CollectionRecords } from './records-collections'
import { makePrivacyRecords } from './records-privacy'
import { makeSeasonRecords, type SeasonRecords } from './records-season'
import { fictitiousPeople, rosterWorkbook } from './roster-workbook'
import type { Person } from './world'

/** By the name of the field with which an input names such a record. */
export interface Records extends SeasonRecords, CollectionRecords {
  reviewId: string
  /** Of a vote that is named by its kind: the review. */
  id: string
  voteId: string
  electionId: string
  candidateIds: string
  deputyIds: string
  counterIds: string
  meetingId: string
  organisationId: string
  parentId: string
  groupId: string
  memberId: string
  memberIds: string
  postId: string
  noticeId: string
  activityId: string
  appealId: string
  importId: string
  runId: string
  personIds: string
  bulkId: string
  duplicateId: string
  applicantId: string
  guestId: string
  lineId: string
  organisationIds: string
  targetId: string
  groupIds: string
  uploadId: string
  fileId: string
  transferId: string
  toBranchId: string
  target: string
  unusualId: string
  correctionId: string
}

const hours = (n: number): string => new Date(START.getTime() + n * 3_600_000).toISOString()

/** Makes them in the name of a branch's secretary and of one of its members, about another; `from` tells the people of its spreadsheet from another's. */
export async function makeRecords({ secretary, author, subject }: Record<'secretary' | 'author' | 'subject', Person>, { organisationId, groupId }: { organisationId: string; groupId: string }, from: number): Promise<Records> {
  const by = secretary.openid
  await call(by, 'organisations.setPoints', { organisationId, enabled: true, perCheckIn: 1 })
  const { noticeId } = await call(by, 'notices.post', { title: '年度总结', body: '请准时参加。' })
  const { activityId } = await call(by, 'activities.create', { title: '主题党日', place: '示例楼101', startsAt: hours(0.5), endsAt: hours(2), capacity: 10 })
  await call(by, 'activities.tick', { activityId, memberIds: [subject.memberId], present: true })
  const { items } = await call(by, 'points.ofMember', { memberId: subject.memberId })
  const { appealId } = await call(author.openid, 'appeals.write', { text: '建议增加座位' })
  const staged = await uploadRoster(by, from)
  const { id: importId } = await call(by, 'imports.preview', { organisationId, fileName: '名册.xlsx', ...staged })
  const fresh = await uploadRoster(by, from)
  const { bulkId } = await call(by, 'roster.bulk', { organisationId, memberIds: [subject.memberId], className: '示例班' })
  // The author's own, to elsewhere: nobody in another branch of this tree has to do with it.
  const { id: transferId } = await call(author.openid, 'transfers.apply', { memberId: author.memberId, elsewhere: { name: '示例市人才服务中心党支部' } })
  const { memberId } = await call(by, 'roster.add', { organisationId, name: '孔令', standing: 'full' })
  const { postId } = await call(by, 'posts.appoint', { organisationId, memberId, post: 'committeeMember' })
  const { memberId: duplicateId } = await call(by, 'roster.add', { organisationId, name: '孔令', standing: 'full' })
  const { id: guestId } = await call(by, 'floating.addGuest', { organisationId, name: '韩梅', home: '示例市第一党支部', homeContact: '周书记', certificate: 'card', certificateNumber: '', since: '2026-03-01', until: '', takesPart: true })
  const { applicantId } = await call(by, 'applicants.add', { organisationId, name: '孔申', appliedOn: '2025-01-10' })
  const { reviewId } = await call(by, 'reviews.create', { organisationId, year: 2026, title: '民主评议' })
  const { voteId } = await call(by, 'votes.create', { organisationId, kind: 'poll', title: '主题党日去哪里', options: ['示例纪念馆', '示例社区'], named: true })
  const { electionId } = await call(by, 'elections.create', { organisationId, title: '换届选举' })
  return {
    electionId, candidateIds: subject.memberId, deputyIds: subject.memberId, counterIds: subject.memberId, reviewId, id: reviewId, voteId, meetingId: activityId, applicantId,
    organisationId, parentId: organisationId, groupId, memberId: subject.memberId, memberIds: subject.memberId, postId, noticeId, activityId, appealId, importId, bulkId, duplicateId, guestId,
    ...await makeSeasonRecords(by, organisationId, author, subject),
    organisationIds: organisationId, targetId: organisationId, groupIds: groupId,
    runId: (await startRun(by, organisationId)).id, personIds: subject.memberId,
    lineId: items[0]!.id, ...fresh, transferId, toBranchId: organisationId, target: activityId,
    ...await makeCollectionRecords(organisationId, subject.memberId),
    ...await makePrivacyRecords(organisationId, author.openid),
  }
}

async function uploadRoster(openid: string, from: number): Promise<{ uploadId: string; fileId: string }> {
  const bytes = rosterWorkbook(fictitiousPeople(2, from))
  const { uploadId, cloudPath } = await call(openid, 'files.issueUpload', { purpose: 'roster', fileName: '名册.xlsx', size: bytes.length })
  return { uploadId, fileId: await upload(openid, cloudPath, bytes) }
}
