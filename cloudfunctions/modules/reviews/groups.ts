/** The groups of others as they are set. Pure but for what a list is sealed with. */
import type { InputOf } from '../../../types/contracts'
import type { BallotGroup, Review } from '../../platform/documents'
import { refuse } from '../../platform/errors'
import { MEMBERS } from '../../services/balloting/asked'
import { GROUP_LETTERS, groupLetter, listsOf } from '../../services/balloting/entry'
import { readList } from '../../services/balloting/list'

type Given = NonNullable<InputOf<'reviews.change'>['groups']>[number]
const hasList = ({ entry }: Pick<BallotGroup, 'entry'>): boolean => entry === 'list' || entry === 'pins'

/** So many groups of others were ever made: letters up to here are not given out again. */
const madeIn = ({ groupsMade, groups }: Pick<Review, 'groupsMade' | 'groups'>): number => groupsMade ?? groups.filter(({ key }) => key !== MEMBERS).length

/** What becomes of the groups: `dropped` names whom they were to rate and do not, in words. */
export interface NewGroups { groups: BallotGroup[]; lists: Record<string, string[]>; groupsMade: number; dropped: string[] }

/**
 * The groups of others as they are kept. A group that was there keeps its key for life, and with it its slips and its list;
 * a new one has a key that none ever had. Refuses two of a name. Whom they rate follows who is graded.
 * @param review as the roster stands now, with those who are left out
 */
export function groupsFrom(review: Review, given: readonly Given[]): NewGroups {
  const own = review.groups.find(({ key }) => key === MEMBERS)!
  const names = [own.name, ...given.map(({ name }) => name)]
  const twice = names.find((name, n) => names.indexOf(name) < n)
  if (twice) refuse('reviewGroupTwice', { name: twice })
  const keys = given.flatMap(({ key }) => (key === undefined ? [] : [key]))
  if (new Set(keys).size < keys.length) refuse('reviewNoGroup')
  const before = new Map(review.groups.filter(({ key }) => key !== MEMBERS).map(group => [group.key, group]))
  const [lists, dropped] = [{} as Record<string, string[]>, [] as string[]]
  let made = madeIn(review)
  const groups = given.map(({ key: known, name, entry, members, entitled = 0, memberIds, list }): BallotGroup => {
    if (known !== undefined && !before.has(known)) refuse('reviewNoGroup')
    if (known === undefined && made >= GROUP_LETTERS) refuse('reviewGroupKeys')
    const key = known ?? groupLetter(made++)
    const rates = memberIds ? ratedBy(review, name, memberIds, dropped) : null
    const group = { key, name, entry, rates, ...(members && { members }) }
    if (!hasList(group)) return { ...group, entitled }
    const read = list ? readList(list) : { numbers: listsOf(review)[key] ?? [] }
    if ('refusal' in read) refuse(read.refusal.code, read.refusal.detail)
    lists[key] = read.numbers
    return { ...group, entitled: read.numbers.length }
  })
  return { groups: [own, ...groups], lists, groupsMade: made, dropped }
}

/** Those of them who are graded; the others are named. */
function ratedBy({ people }: Review, group: string, memberIds: readonly string[], dropped: string[]): string[] {
  const graded = new Set(people.flatMap(person => (person.graded ? [person.memberId] : [])))
  const gone = memberIds.filter(id => !graded.has(id))
  if (gone.length > 0) dropped.push(`${namesOf(people, gone)}这次不评定，已从“${group}”要评的人里去掉`)
  return memberIds.filter(id => graded.has(id))
}

/** 张三、李四; of whom the roster does not know any more only how many. */
export function namesOf(people: Review['people'], ids: readonly string[]): string {
  const known = ids.flatMap(id => people.find(({ memberId }) => memberId === id)?.name ?? [])
  return [...known, ...(known.length < ids.length ? [`${ids.length - known.length}位不在名册上的同志`] : [])].join('、')
}
