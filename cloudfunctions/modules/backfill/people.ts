/** Who is written into a sheet: members and those on the way to it, of an organisation and of those below it. */
import type { FillKind } from '../../../types/contracts/backfill'
import type { Stage, Standing } from '../../../types/contracts/codes'
import { _, count, db, find, findAll } from '../../platform/database'
import type { Applicant, ChosenPeople, Member, Organisation } from '../../platform/documents'
import { guard } from '../../platform/errors'
import { inParallel } from '../../services/parallel'
import { isMember, type KnownPerson } from '../../services/person-values'
import { ROSTERS_TOGETHER, rostersOf, type Roster } from '../../services/rosters'
import { whyCannotTake } from './rules'

/** Somebody with the names of the organisations that the sheet may ask for. */
export interface Placed { person: KnownPerson; branch: string; superior: string | null }

const standingsIn = (kinds: readonly FillKind[]): Standing[] => kinds.filter(kind => kind === 'full' || kind === 'probationary')
/** In the order in which they are written: the furthest first. */
const stagesIn = (kinds: readonly FillKind[]): Stage[] => (['prospect', 'activist', 'applicant'] as const).filter(stage => kinds.includes(stage))

type Where = Record<string, unknown>
interface Asked { members: Where[]; applicants: Where[] }

/** The questions that find them: for each hundred rosters one for members and one for applicants. */
function asked(rosters: readonly Roster[], who: ChosenPeople): Asked {
  const parts = Array.from({ length: Math.ceil(rosters.length / ROSTERS_TOGETHER) }, (__, i) => rosters.slice(i * ROSTERS_TOGETHER, (i + 1) * ROSTERS_TOGETHER))
  const where = parts.map((part): Where => ({
    organisationId: part.length === 1 ? part[0]!._id : _.in(part.map(({ _id }) => _id)), archived: false,
    ...(who.className && { className: who.className }), ...(who.personIds && { _id: _.in(who.personIds) }),
  }))
  const standings = standingsIn(who.kinds)
  const stages = stagesIn(who.kinds)
  return {
    members: standings.length === 0 ? [] : where.map(each => ({ ...each, ...(standings.length === 1 && { standing: standings[0] }), ...(who.groupId && { groupId: who.groupId }) })),
    // A party group is of members only.
    applicants: stages.length === 0 || who.groupId ? [] : where.map(each => ({ ...each, stage: _.in(stages) })),
  }
}

/** Everybody who is to be written, branch by branch; within one members first, then by stage, and by pinyin. Errors: `fillNobody`, `exportTooMany`. */
export async function peopleFor(organisation: Organisation, who: ChosenPeople): Promise<Placed[]> {
  const rosters = await rostersOf(organisation)
  const { members, applicants } = asked(rosters, who)
  guard(whyCannotTake(await counted({ members, applicants })))
  const found: KnownPerson[] = [
    ...(await inParallel(members, 4, where => findAll('members', where))).flat(),
    ...(await inParallel(applicants, 4, where => findAll('applicants', where))).flat(),
  ]
  // Counted before; somebody may have come or gone since.
  guard(whyCannotTake(found.length))
  const place = new Map(rosters.map(({ _id }, at) => [_id, at]))
  const rank = (person: KnownPerson): number => (isMember(person) ? -1 : stagesIn(who.kinds).indexOf(person.stage))
  return placed(organisation, rosters, found.sort((a, b) => place.get(a.organisationId)! - place.get(b.organisationId)! || rank(a) - rank(b) || (a.sortKey < b.sortKey ? -1 : 1)))
}

const counted = async ({ members, applicants }: Asked): Promise<number> =>
  [...await inParallel(members, 4, where => count('members', where)), ...await inParallel(applicants, 4, where => count('applicants', where))].reduce((sum, n) => sum + n, 0)

/** Some of them, to see what rows will look like, and how many there are in all. */
export async function firstPeople(organisation: Organisation, who: ChosenPeople, limit: number): Promise<{ people: number; some: Placed[] }> {
  const rosters = await rostersOf(organisation)
  const questions = asked(rosters, who)
  const some: KnownPerson[] = []
  for (const where of questions.members) if (some.length < limit) some.push(...await find('members', where, { orderBy: [['sortKey', 'asc']], limit: limit - some.length }))
  for (const where of questions.applicants) if (some.length < limit) some.push(...await find('applicants', where, { orderBy: [['sortKey', 'asc']], limit: limit - some.length }))
  return { people: await counted(questions), some: await placed(organisation, rosters, some) }
}

async function placed(organisation: Organisation, rosters: readonly Roster[], people: KnownPerson[]): Promise<Placed[]> {
  const names = new Map(rosters.map(({ _id, name, parentId }) => [_id, { name, parentId }]))
  const above = [...new Set(people.flatMap(({ organisationId }) => names.get(organisationId)?.parentId ?? []))].filter(id => !names.has(id) && id !== organisation._id)
  const parents = new Map((await findIds(above)).map(({ _id, name }) => [_id, name]))
  const nameOf = (id: string | null | undefined): string | null => (id ? names.get(id)?.name ?? parents.get(id) ?? (id === organisation._id ? organisation.name : null) : null)
  return people.map(person => ({ person, branch: nameOf(person.organisationId) ?? '', superior: nameOf(names.get(person.organisationId)?.parentId) }))
}

const findIds = async (ids: string[]): Promise<Pick<Organisation, '_id' | 'name'>[]> =>
  (ids.length === 0 ? [] : find('organisations', { _id: _.in(ids.slice(0, 1000)) }, { limit: Math.min(ids.length, 1000), fields: ['_id', 'name'] }))

/** One page of those of a single roster, members before others; the cursor is `m` or `a` and the key of the last one. */
export async function pageOfPeople(organisationId: string, who: ChosenPeople, search: string, cursor: string | undefined, limit: number): Promise<{ items: (Member | Applicant)[]; next: string | null }> {
  const { personIds: _picked, ...open } = who
  const { members, applicants } = asked([{ _id: organisationId, name: '', parentId: null }], open)
  const matching = search === '' ? {} : { searchKeys: db.RegExp({ regexp: `^${search.toLowerCase().replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}`, options: '' }) }
  const from = cursor?.slice(1)
  const items: (Member | Applicant)[] = []
  if (!cursor?.startsWith('a') && members[0]) items.push(...await find('members', { ...members[0], ...matching, ...(from && { sortKey: _.gt(from) }) }, { orderBy: [['sortKey', 'asc']], limit: limit + 1 }))
  if (items.length > limit) return { items: items.slice(0, limit), next: `m${items[limit - 1]!.sortKey}` }
  const room = limit - items.length
  const after = cursor?.startsWith('a') ? from : undefined
  const others = applicants[0] ? await find('applicants', { ...applicants[0], ...matching, ...(after && { sortKey: _.gt(after) }) }, { orderBy: [['sortKey', 'asc']], limit: room + 1 }) : []
  const last = others.length > room ? (room === 0 ? 'a' : `a${others[room - 1]!.sortKey}`) : null
  return { items: [...items, ...others.slice(0, room)], next: last }
}
