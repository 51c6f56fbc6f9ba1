/** Where there is something to see in the demo: the address parameters with which each page is opened. */
import type { Preview } from './preview'
import { collectionPages, draftCollection, sendCollection } from './furnish-collections'
import { furnishBackfill } from './furnish-backfill'
import { electionPages } from './furnish-elections'
import { reviewPages } from './furnish-reviews'
import { furnishSeason } from './furnish-season'
import { votePages } from './furnish-votes'
import { fictitiousPeople, rosterWorkbook } from './roster-workbook'

/** By route; a page that is not named opens without any. What a page shows is found through the product's own actions. */
export async function parametersOf(preview: Preview, secretary: string): Promise<Record<string, string>> {
  const { id: organisationId } = await preview.call(secretary, 'organisations.get', {})
  const coming = (await preview.call(secretary, 'activities.list', { when: 'coming' })).items
  const running = coming.find(({ state }) => state === 'started') ?? coming[0]!
  const open = coming.find(({ state }) => state === 'open')!
  const notice = (await preview.call(secretary, 'notices.list', {})).items.find(({ withdrawn }) => !withdrawn)!
  const appeal = (await preview.call(secretary, 'appeals.ofBranch', { open: true })).items[0]!
  const people = (await preview.call(secretary, 'roster.list', { organisationId, limit: 50 })).items
  const bound = people.find(person => person.bound && person.posts.length === 0)!
  const unbound = people.find(person => !person.bound)!
  const { memberId: twice } = await preview.call(secretary, 'roster.add', { organisationId, name: bound.name, standing: 'full', className: '软件2301' })
  const { scene } = await preview.call(secretary, 'binding.invite', { memberId: unbound.id })
  const fileName = '党员信息汇总表（终稿）.xlsx'
  const uploaded = await preview.upload(secretary, 'roster', fileName, rosterWorkbook(fictitiousPeople(30, 400), { messy: true, damagedIds: [3] }))
  const imported = await preview.call(secretary, 'imports.preview', { organisationId, fileName, ...uploaded })
  const { id: guestId } = await preview.call(secretary, 'floating.addGuest', { organisationId, name: '韩梅', home: '示例市第一中学党支部', homeContact: '周书记', certificate: 'card', certificateNumber: '证字2026第1号', since: '2026-03-01', until: '', takesPart: true })
  await preview.call(secretary, 'floating.noteGuest', { guestId, day: '2026-04-10', what: '主题党日' })
  await preview.call(secretary, 'floating.report', { memberId: unbound.id, place: '浙江省杭州市西湖区', abroad: false, reason: '实习', from: '2026-03-01', until: '2027-06-30', host: '示例公司党支部', hostContact: '李工' })
  await preview.call(secretary, 'floating.lost', { memberId: unbound.id, since: '2026-08-01' })
  const season = await furnishSeason(preview.call.bind(preview), secretary, organisationId)
  const { id: transferId } = await preview.call(secretary, 'transfers.announce', { organisationId, name: '韩雪', standing: 'full', from: { name: '示例县第三中学党支部', province: '示例省' }, letterNumber: '示例组转字第0101号', issuedOn: '2026-11-02', duesUntil: '2026-10' })
  const { applicantId } = await preview.call(secretary, 'applicants.add', { organisationId, name: '申小示', stage: 'activist', appliedOn: '2024-10-01', activistOn: '2025-04-01', mentors: '王建国、李秀英', birthday: '2005-05-06', className: '软件2302' })
  const backfill = await furnishBackfill(preview.call.bind(preview), (name, bytes) => preview.upload(secretary, 'template', name, bytes), secretary, organisationId)
  const uploadBlank = (openid: string, name: string, bytes: Buffer) => preview.upload(openid, 'template', name, bytes)
  await sendCollection(preview.call.bind(preview), uploadBlank, preview.personas.find(({ key }) => key === 'committee')!.openid, [organisationId])
  const asked = (await preview.call(secretary, 'collections.incoming', {})).items[0]!
  const draft = await draftCollection(preview.call.bind(preview), uploadBlank, secretary, organisationId)
  const { items: reviews } = await preview.call(secretary, 'reviews.list', {})
  const [openReview, published] = ['open', 'published'].map(state => reviews.find(review => review.state === state)!.id) as [string, string]
  const { reviewId: draftReview } = await preview.call(secretary, 'reviews.create', { year: 2020, title: '2020年度民主评议党员' })
  const { items: [election] } = await preview.call(secretary, 'elections.list', {})
  const { items: votes } = await preview.call(secretary, 'votes.list', {})
  const [draftVote, shownVote] = [['fullMembership', 'draft'], ['admission', 'published']].map(([kind, state]) => votes.find(vote => vote.kind === kind && vote.state === state)!.id) as [string, string]
  const of = (pages: string[], query: string): [string, string][] => pages.map(page => [`pages/${page}/index`, query])
  return Object.fromEntries([
    // A card of a notice goes on to it; a check-in stays where it is and says how it went: not, with these digits.
    ...of(['enter'], `scene=k.${running.id}.000000`),
    ...of(['binding/confirm'], `code=${scene.slice(2)}`), ...of(['binding/invite'], `id=${unbound.id}`),
    ...of(['notices/detail', 'notices/receipts'], `id=${notice.id}`),
    ...of(['activities/detail', 'activities/edit'], `id=${open.id}`), ...of(['activities/people', 'activities/screen'], `id=${running.id}`),
    ...of(['chains/paste'], `kind=activity&id=${open.id}`), ...of(['points/ledger'], `id=${bound.id}`), ...of(['appeals/detail'], `id=${appeal.id}`),
    ...of(['floating/detail', 'floating/edit'], `id=${unbound.id}`), ...of(['floating/list'], `id=${organisationId}`), ...of(['floating/guest', 'floating/guest-edit'], `id=${guestId}`),
    ...season, ...electionPages(election!.id), ...reviewPages(draftReview, openReview, published), ...of(['ballots/screen'], `kind=review&id=${openReview}&group=a&slips=yes`), ...votePages(organisationId, draftVote, shownVote), ...backfill, ...collectionPages(organisationId, asked.id, draft.id, draft.id),
    ...of(['dossier/corrections'], `id=${organisationId}`),
    ...of(['dossier/file', 'dossier/papers'], `id=${bound.id}`), ...of(['dossier/record'], `id=${bound.id}&kind=end`), ...of(['dossier/lacking'], `id=${organisationId}`),
    ...of(['transfers/list', 'transfers/new'], `id=${organisationId}`), ...of(['transfers/detail'], `id=${transferId}`),
    ...of(['dossier/applicants'], `id=${organisationId}`), ...of(['dossier/applicant', 'dossier/applicant-edit'], `id=${applicantId}`),
    ...of(['roster/merge'], `id=${bound.id}&other=${twice}`),
    ...of(['roster/person', 'roster/edit'], `id=${bound.id}`), ...of(['roster/import-detail'], `id=${imported.id}`),
    ...of(['binding/branch-code', 'roster/list', 'roster/duplicates', 'roster/import', 'roster/import-columns', 'roster/export', 'organisations/posts', 'organisations/settings', 'organisations/move', 'organisations/dissolve', 'organisations/merge', 'organisations/split', 'organisations/gone', 'organisations/tree', 'organisations/work'], `id=${organisationId}`),
  ])
}
