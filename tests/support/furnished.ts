/** Where there is something to see in the demo: the address parameters with which each page is opened. */
import type { Preview } from './preview'
import { furnishSeason } from './furnish-season'
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
  const season = await furnishSeason(preview.call.bind(preview), secretary, organisationId)
  const of = (pages: string[], query: string): [string, string][] => pages.map(page => [`pages/${page}/index`, query])
  return Object.fromEntries([
    // A card of a notice goes on to it; a check-in stays where it is and says how it went: not, with these digits.
    ...of(['enter'], `scene=k.${running.id}.000000`),
    ...of(['binding/confirm'], `code=${scene.slice(2)}`), ...of(['binding/invite'], `id=${unbound.id}`),
    ...of(['notices/detail', 'notices/receipts'], `id=${notice.id}`),
    ...of(['activities/detail', 'activities/edit'], `id=${open.id}`), ...of(['activities/people', 'activities/screen'], `id=${running.id}`),
    ...of(['chains/paste'], `kind=activity&id=${open.id}`), ...of(['points/ledger'], `id=${bound.id}`), ...of(['appeals/detail'], `id=${appeal.id}`),
    ...of(['dossier/file', 'dossier/papers'], `id=${bound.id}`), ...of(['dossier/record'], `id=${bound.id}&kind=end`), ...of(['dossier/lacking'], `id=${organisationId}`),
    ...of(['dossier/corrections'], `id=${organisationId}`),
    ...of(['dossier/file', 'dossier/papers'], `id=${bound.id}`), ...of(['dossier/record'], `id=${bound.id}&kind=end`), ...of(['dossier/lacking'], `id=${organisationId}`),
    ...of(['transfers/list', 'transfers/new'], `id=${organisationId}`), ...of(['transfers/detail'], `id=${transferId}`),
    ...of(['roster/merge'], `id=${bound.id}&other=${twice}`),
    ...of(['roster/person', 'roster/edit'], `id=${bound.id}`), ...of(['roster/import-detail'], `id=${imported.id}`),
    ...of(['binding/branch-code', 'roster/list', 'roster/duplicates', 'roster/import', 'roster/export', 'organisations/posts', 'organisations/settings', 'organisations/move', 'organisations/tree', 'organisations/work'], `id=${organisationId}`),
  ])
}
