/** A branch with one of each thing, so that every page of the mini-program has something to show. */
import { collectionPages, draftCollection } from '../furnish-collections'
import { makeCollectionRecords } from '../records-collections'
import { furnishBackfill } from '../furnish-backfill'
import { furnishElections } from '../furnish-elections'
import { furnishReviews } from '../furnish-reviews'
import { furnishSeason } from '../furnish-season'
import { furnishVotes } from '../furnish-votes'
import { createActivity, foundBranch, type Branch, type Product } from './cloud'

export interface Furnished {
  branch: Branch
  /** The secretary's account, and that of a member who has joined. */
  officer: string
  member: string
  /** The address parameters with which each page is opened, by its route; a page that is not named opens without any. */
  parameters: Record<string, string>
}

export async function furnish(product: Product): Promise<Furnished> {
  const branch = await foundBranch(product)
  const { secretary: officer, organisationId } = branch
  const member = 'o-member'
  const [joined, invited] = branch.members as [Branch['members'][0], Branch['members'][0]]
  await product.call(member, 'binding.accept', { code: (await product.call(officer, 'binding.invite', { memberId: joined.memberId })).code })
  const invitation = await product.call(officer, 'binding.invite', { memberId: invited.memberId })
  await product.call(officer, 'organisations.setPoints', { organisationId, enabled: true, perCheckIn: 2 })
  const activityId = await createActivity(product, branch, '主题党日：读书分享')
  await product.call(member, 'activities.signUp', { activityId })
  const { noticeId } = await product.call(officer, 'notices.post', { title: '关于本周学习安排的通知', body: '请按时参加，带好学习笔记。' })
  const { appealId } = await product.call(member, 'appeals.write', { text: '希望活动室晚上多开一小时。' })
  const whole = await tryImport(product, branch, '示例同志', 45)
  while ((await product.call(officer, 'imports.commit', { importId: whole })).state === 'committing');
  const importId = await tryImport(product, branch, '另一同志', 40)
  const { memberId: twice } = await product.call(officer, 'roster.add', { organisationId, name: joined.name, standing: 'full', className: '软件2301' })
  const backfill = await furnishBackfill(product.call.bind(product), async (fileName, bytes) => {
    const { uploadId, cloudPath } = await product.call(officer, 'files.issueUpload', { purpose: 'template', fileName, size: bytes.length })
    return { uploadId, fileId: await product.upload(officer, cloudPath, bytes) }
  }, officer, organisationId)
  const { collectionId, answerId } = await makeCollectionRecords(organisationId, joined.memberId)
  const draft = await draftCollection(product.call.bind(product), async (openid, fileName, bytes) => {
    const { uploadId, cloudPath } = await product.call(openid, 'files.issueUpload', { purpose: 'template', fileName, size: bytes.length })
    return { uploadId, fileId: await product.upload(openid, cloudPath, bytes) }
  }, officer, organisationId)
  const season = await furnishSeason(product.call.bind(product), officer, organisationId)
  const { id: transferId } = await product.call(member, 'transfers.apply', { memberId: joined.memberId, elsewhere: { name: '示例市人才服务中心党支部', province: '示例省' } })
  const { applicantId } = await product.call(officer, 'applicants.add', { organisationId, name: '申小示', stage: 'activist', appliedOn: '2024-10-01', activistOn: '2025-04-01', mentors: '示例同志', className: '软件2302' })
  const reviews = await furnishReviews(product.call.bind(product), officer)
  const votes = await furnishVotes(product.call.bind(product), officer, organisationId, { openid: member, memberId: joined.memberId })
  const elections = await furnishElections(product.call.bind(product), officer, { openid: member, memberId: joined.memberId })
  const of = (pages: string[], query: string) => pages.map((page) => [`pages/${page}/index`, query])
  const { id: guestId } = await product.call(officer, 'floating.addGuest', { organisationId, name: '韩梅', home: '示例市第一党支部', homeContact: '周书记', certificate: 'card', certificateNumber: '证字1号', since: '2026-03-01', until: '', takesPart: true })
  await product.call(member, 'floating.report', { memberId: joined.memberId, place: '浙江省杭州市', abroad: false, reason: '实习', from: '2026-03-01', until: '', host: '', hostContact: '' })
  return {
    branch, officer, member,
    parameters: Object.fromEntries([
      ...of(['enter'], `scene=n.${noticeId}`), ...of(['binding/confirm'], `code=${invitation.code}`), ...of(['binding/invite'], `id=${invited.memberId}`),
      ...of(['notices/detail', 'notices/receipts'], `id=${noticeId}`), ...of(['activities/detail', 'activities/people', 'activities/screen'], `id=${activityId}`),
      ...of(['chains/paste'], `kind=activity&id=${activityId}`), ...of(['appeals/detail'], `id=${appealId}`), ...of(['roster/person', 'roster/edit'], `id=${joined.memberId}`),
      ...of(['floating/detail', 'floating/edit'], `id=${joined.memberId}`), ...of(['floating/list'], `id=${organisationId}`), ...of(['floating/guest', 'floating/guest-edit'], `id=${guestId}`),
      ...season, ...reviews, ...votes, ...elections, ...backfill, ...collectionPages(organisationId, answerId, collectionId, draft.id),
      ...of(['dossier/corrections'], `id=${organisationId}`),
      ...of(['dossier/file', 'dossier/papers'], `id=${joined.memberId}`), ...of(['dossier/record'], `id=${joined.memberId}&kind=discipline`), ...of(['dossier/lacking'], `id=${organisationId}`),
      ...of(['transfers/list', 'transfers/new'], `id=${organisationId}`), ...of(['transfers/detail'], `id=${transferId}`),
      ...of(['dossier/applicants'], `id=${organisationId}`), ...of(['dossier/applicant', 'dossier/applicant-edit'], `id=${applicantId}`),
      ...of(['roster/merge'], `id=${joined.memberId}&other=${twice}`),
      ...of(['roster/import-detail'], `id=${importId}`), ...of(['binding/branch-code', 'roster/list', 'roster/duplicates', 'roster/import', 'roster/import-columns', 'roster/export', 'organisations/posts', 'organisations/settings', 'organisations/move', 'organisations/dissolve', 'organisations/merge', 'organisations/split', 'organisations/gone', 'organisations/tree', 'organisations/work'], `id=${organisationId}`),
    ]) as Record<string, string>,
  }
}

/** A roster that has been tried and waits to be confirmed. */
async function tryImport(product: Product, { secretary, organisationId }: Branch, name: string, count: number): Promise<string> {
  const rows = Array.from({ length: count }, (_, n) => `${name}${n + 1},正式党员,2024年6月1日,199${String(n).padStart(8, '0')}`)
  const bytes = Buffer.from(`\ufeff姓名,人员类别,加入党组织日期,手机号\n${rows.join('\n')}\n`)
  const { uploadId, cloudPath } = await product.call(secretary, 'files.issueUpload', { purpose: 'roster', fileName: '名册.csv', size: bytes.length })
  const fileId = await product.upload(secretary, cloudPath, bytes)
  return (await product.call(secretary, 'imports.preview', { organisationId, uploadId, fileId, fileName: '名册.csv' })).id
}
