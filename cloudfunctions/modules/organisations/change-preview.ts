/** What a change would do, for whoever decides about it: people, results, posts that end, matters that are open. */
import type { OutputOf } from '../../../types/contracts'
import type { Refusal } from '../../../types/contracts/errors'
import { _, count, find, findAll } from '../../platform/database'
import type { Member, Organisation } from '../../platform/documents'
import { abilities } from '../../platform/errors'
import { dayOf } from '../../platform/time'
import { runningPosts } from '../../services/officers'
import { peopleOf } from './change-carry'
import type { Proposal } from './change-plan'
import { destinationOfApplicant } from './change-follow'
import { destinationOf, postsLeftBehind } from './change-rules'
import { warningsFor, type Standing } from './size-rules'

type Preview = OutputOf<'organisations.previewDissolve'>
type Person = Pick<Member, '_id' | 'name' | 'standing' | 'groupId' | 'groupName' | 'className' | 'posts' | 'transferId' | 'invitationId' | 'accountId'>
const facts: (keyof Member & string)[] = ['_id', 'name', 'standing', 'groupId', 'groupName', 'className', 'posts', 'transferId', 'invitationId', 'accountId']
/** Posts that a preview names. */
export const POSTS_SHOWN = 50

/** Everybody on the rosters that a proposal is about; a branch's people are bounded by nature. */
export async function peopleIn({ sources }: Pick<Proposal, 'sources'>): Promise<Person[]> {
  const people: Person[] = []
  for (const source of sources) people.push(...await findAll('members', peopleOf({ branchId: source.kind === 'group' ? source.parentId : null }, source._id), facts))
  return people
}

/** Why a proposal cannot be carried out with these people; `nowhere`: so many have no place to go to. */
export function whyCannotGo(proposal: Proposal, { going, nowhere, matters }: { going: number; nowhere: number; matters: Preview['matters'] }): Refusal | null {
  if (proposal.why) return proposal.why
  if (nowhere > 0) return { code: 'changeNeedsTarget', detail: { count: nowhere } }
  if (proposal.kind === 'merge' && !proposal.restId) return { code: 'changeNeedsTarget', detail: { count: going } }
  if (proposal.kind === 'split' && going === 0) return { code: 'changeNothing' }
  const open = matters.find(matter => matter.blocks)
  return open ? { code: 'changeBlocked', detail: { what: open.text } } : null
}

/** How everybody of a proposal is divided. Pure. */
export function divided(proposal: Proposal, people: Person[]) {
  const ofGroup = proposal.sources[0]?.kind === 'group'
  const to = (person: Person) => (ofGroup ? 'group' : destinationOf(proposal, person))
  const going = people.filter(person => to(person) !== null)
  return { ofGroup, going, nowhere: proposal.kind === 'dissolve' ? people.length - going.length : 0, staying: proposal.kind === 'split' ? people.filter(person => to(person) === null) : [] }
}

export async function previewOf(proposal: Proposal, now: Date): Promise<Preview> {
  const people = await peopleIn(proposal)
  const { going, staying, ofGroup, ...placed } = divided(proposal, people)
  const followers = await followersOf(proposal)
  const nowhere = placed.nowhere + followers.nowhere
  const matters = await openMatters(proposal, going, followers, now)
  const names = new Map(people.flatMap(person => person.posts.map(held => [held.organisationId, held.organisationName] as const)))
  const pathTo = (id: string | null): string => (proposal.fresh?.id === id ? `${proposal.fresh!.above.path}${id}/` : proposal.targets.find(target => target._id === id)?.path ?? proposal.targets[0]?.path ?? '')
  const ends = going.flatMap(person => (ofGroup ? person.posts.filter(held => held.organisationId === proposal.sources[0]!._id) : postsLeftBehind(person.posts, pathTo(destinationOf(proposal, person))))
    .map(held => ({ memberName: person.name, post: held.post, organisationName: names.get(held.organisationId) ?? '' })))
  const counted = <K extends string | null>(keyOf: (person: Person) => K): Map<K, number> => people.reduce((sums, person) => sums.set(keyOf(person), (sums.get(keyOf(person)) ?? 0) + 1), new Map<K, number>())
  const groupNames = new Map(people.map(person => [person.groupId, person.groupName]))
  return {
    people: going.length, staying: staying.length, nowhere,
    results: ofGroup ? [] : await resultsOf(proposal, going, staying, now),
    posts: ends.slice(0, POSTS_SHOWN), postsTotal: ends.length, matters,
    groups: [...counted(person => person.groupId)].flatMap(([id, n]) => (id === null || ofGroup ? [] : [{ id, name: groupNames.get(id) ?? '', people: n }])),
    classes: [...counted(person => person.className)].flatMap(([name, n]) => (name === null || ofGroup ? [] : [{ name, people: n }])).sort((a, b) => a.name.localeCompare(b.name, 'zh')),
    ...abilities({ go: whyCannotGo(proposal, { going: going.length, nowhere, matters }) }),
  }
}

export interface Followers { applicants: number; guests: number; nowhere: number }
/** Who goes along without being on the roster: applicants, activists and prospects, and guests of a branch that ends. Two operations. */
export async function followersOf(proposal: Proposal): Promise<Followers> {
  if (proposal.sources[0]?.kind === 'group') return { applicants: 0, guests: 0, nowhere: 0 }
  const within = { organisationId: _.in(proposal.sources.map(source => source._id)) }
  const ends = proposal.kind !== 'split'
  const [applicants, guests] = await Promise.all([findAll('applicants', { ...within, archived: false }, ['_id', 'className']), ends ? count('guests', { ...within, left: false }) : 0])
  const going = applicants.filter(applicant => destinationOfApplicant(proposal, applicant) !== null).length
  return { applicants: going, guests, nowhere: proposal.kind === 'dissolve' ? applicants.length - going + (proposal.restId === null ? guests : 0) : 0 }
}

/** What is open in the sources, and what becomes of it. */
export async function openMatters({ kind, sources }: Proposal, going: Person[], followers: Followers, now: Date): Promise<Preview['matters']> {
  const ids = sources.map(source => source._id)
  const within = { organisationId: _.in(ids) }
  const ends = kind !== 'split'
  // Nobody could close and publish them afterwards; drafts stay as they are.
  const held = (name: 'reviews' | 'votes' | 'elections'): Promise<number> | 0 => (ends ? count(name, { ...within, state: _.in(['open', 'paused', 'closed']) }) : 0)
  const [activities, appeals, imports, collections, handovers, reviews, votes, elections, transfers] = await Promise.all([
    ends ? count('activities', { ...within, endsAt: _.gte(now), calledOffAt: null }) : 0,
    count('appeals', { ...within, open: true }),
    count('imports', { ...within, state: _.in(['committing', 'undoing']) }),
    ends ? count('collection_answers', { ...within, taskState: 'open', state: _.neq('confirmed') }) : 0,
    ends ? count('handovers', { ...within, open: true }) : 0,
    held('reviews'), held('votes'), held('elections'),
    // Of a branch that ends those to it as well, also of people who are on no roster yet.
    ends ? count('transfers', { within: _.in(ids), open: true }) : going.filter(person => person.transferId).length,
  ])
  const cards = going.filter(person => person.invitationId !== null && person.accountId === null).length
  return [
    { key: 'transfers', count: transfers, text: `有${transfers}件组织关系转接正在办理`, blocks: true },
    { key: 'imports', count: imports, text: `有${imports}次名册导入正在进行`, blocks: true },
    { key: 'reviews', count: reviews, text: `有${reviews}次民主评议还没公布结果`, blocks: true },
    { key: 'votes', count: votes, text: `有${votes}次表决还没公布结果`, blocks: true },
    { key: 'elections', count: elections, text: `有${elections}次选举还没公布结果`, blocks: true },
    { key: 'applicants', count: followers.applicants, text: `${followers.applicants}位入党申请人、积极分子和发展对象一起转，由新支部接着培养`, blocks: false },
    { key: 'guests', count: followers.guests, text: `${followers.guests}位外来流动党员的登记一起转`, blocks: false },
    { key: 'collections', count: collections, text: `${collections}份填报任务还没交，撤销以后不用再交`, blocks: false },
    { key: 'handovers', count: handovers, text: `${handovers}份工作交接还没办完，随职务免去停止`, blocks: false },
    { key: 'activities', count: activities, text: `${activities}个还没结束的活动会取消，并告诉已报名的同志`, blocks: false },
    { key: 'appeals', count: appeals, text: `${appeals}件没办结的意见诉求随本人转，由新支部接着办`, blocks: false },
    { key: 'cards', count: cards, text: `${cards}张没用过的加入卡片作废，转过去以后由新支部重新发`, blocks: false },
  ].filter(matter => matter.count > 0)
}

/** The organisations as they would be, judged by the regulations: the superior decides, and may allow fewer. */
async function resultsOf(proposal: Proposal, going: Person[], staying: Person[], now: Date): Promise<Preview['results']> {
  const today = dayOf(now)
  const full = (some: Pick<Member, 'standing'>[]): number => some.filter(person => person.standing === 'full').length
  const results: Preview['results'] = []
  const judge = (name: string, kind: Organisation['kind'], before: number, standing: Omit<Standing, 'kind'>): void => {
    results.push({ name, kind, before, after: standing.members, full: standing.full, warnings: warningsFor({ kind, ...standing }, today) })
  }
  for (const target of proposal.targets) {
    const own = { organisationId: target._id, archived: false }
    const [members, fullThere, posts] = await Promise.all([count('members', own), count('members', { ...own, standing: 'full' }), runningPosts(target._id)])
    const coming = going.filter(person => destinationOf(proposal, person) === target._id)
    judge(target.name, target.kind, members, { fewerReason: target.fewerReason ?? null, members: members + coming.length, full: fullThere + full(coming), posts: posts.map(held) })
  }
  if (proposal.fresh) judge(proposal.fresh.name || '新支部', 'branch', 0, { fewerReason: null, members: going.length, full: full(going), posts: [] })
  const source = proposal.sources[0]
  if (proposal.kind === 'split' && source) {
    const posts = (await runningPosts(source._id)).filter(post => staying.some(person => person._id === post.memberId))
    judge(source.name, source.kind, going.length + staying.length, { fewerReason: source.fewerReason ?? null, members: staying.length, full: full(staying), posts: posts.map(held) })
  }
  return results
}

const held = ({ memberId, memberName, post, until, acting }: { memberId: string; memberName: string; post: Standing['posts'][number]['post']; until: string | null; acting?: boolean }): Standing['posts'][number] => ({ memberId, memberName, post, until, acting: acting ?? false })

/** Organisations by id, for their names. One operation. */
export const namesOf = async (ids: string[]): Promise<Map<string, string>> =>
  new Map(ids.length === 0 ? [] : (await find('organisations', { _id: _.in(ids) }, { limit: ids.length, fields: ['_id', 'name'] })).map(one => [one._id, one.name]))
