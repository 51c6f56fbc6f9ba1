/** How 示例大学 began: founded, its organisations set up, the rosters imported, officers appointed and members let in. */
import { at, dayOf } from './days'
import type { Calendar } from './calendar'
import { appoint, confirm, importRoster, joinByBranchCode, joinByCard, learnIds, type SeedBranch, type SeedMember } from './joining'
import { groupName, PeopleMaker } from './people'
import type { Product } from './product'
import type { Dice } from './random'
import { branchPlans, committeePosts, postsAbove, university } from './university'

/** How many days ago the university was founded in the product. */
export const FOUNDED = 375

export interface University {
  branches: SeedBranch[]
  /** Record ids of organisations above the branches, by name. */
  above: Map<string, string>
}

/** Makes the people and notes in the calendar how everything began. */
export function begin(calendar: Calendar, product: Product, dice: Dice, today: Date, foundingCode: string): University {
  const founder = university.founder.openid
  const maker = new PeopleMaker(dice, today)
  maker.reserve([university.founder.name, ...branchPlans.flatMap((plan) => Object.values(plan.known).map(({ name }) => name))])
  const branches = branchPlans.map((plan): SeedBranch => {
    const people = maker.branch(plan).map((person): SeedMember => ({ ...person, memberId: '' }))
    return { plan, id: '', people, secretary: people[0]! }
  })
  const above = new Map<string, string>()
  const day = (days: number, time: string) => at(today, days - FOUNDED, time)

  calendar.on(day(0, '09:00'), async () => {
    const { organisationId } = await product.call(founder, 'organisations.found', { code: foundingCode, organisationName: university.committee, kind: 'committee', name: university.founder.name })
    above.set(university.committee, organisationId)
    await product.prove(founder)
    for (const { name, branches: keys } of university.generalBranches) {
      const general = await product.call(founder, 'organisations.create', { parentId: organisationId, name, kind: 'generalBranch' })
      above.set(name, general.organisationId)
      for (const branch of branches.filter(({ plan }) => keys.includes(plan.key))) await createBranch(product, founder, general.organisationId, branch)
    }
  })
  for (const [i, branch] of branches.entries()) {
    calendar.on(day(1, `09:${i}0`), async () => {
      await importRoster(product, founder, branch, dayOf(day(1, '09:00')))
      await learnIds(product, founder, branch)
    })
  }
  appointOfficers(calendar, product, branches, above, day)
  for (const branch of branches) letIn(calendar, product, dice, branch, today)
  return { branches, above }
}

async function createBranch(product: Product, founder: string, parentId: string, branch: SeedBranch): Promise<void> {
  branch.id = (await product.call(founder, 'organisations.create', { parentId, name: branch.plan.name, kind: 'branch' })).organisationId
  for (let n = 0; n < branch.plan.groups; n++) await product.call(founder, 'organisations.create', { parentId: branch.id, name: groupName(n), kind: 'group' })
}

/** The founder appoints, each officer joins by card, the founder confirms. */
function appointOfficers(calendar: Calendar, product: Product, branches: SeedBranch[], above: Map<string, string>, day: (days: number, time: string) => Date): void {
  const founder = university.founder.openid
  const everybody = branches.flatMap(({ people }) => people)
  const officers = new Map<SeedMember, string[]>()
  const give = async (organisationId: string, person: SeedMember, post: Parameters<typeof appoint>[4]) => {
    const postId = await appoint(product, founder, organisationId, person, post)
    officers.set(person, [...(officers.get(person) ?? []), postId])
  }
  calendar.on(day(2, '09:00'), async () => {
    for (const { organisation, post, holder } of postsAbove) await give(above.get(organisation)!, everybody.find(({ name }) => name === holder)!, post)
    for (const branch of branches) {
      await give(branch.id, branch.secretary, 'secretary')
      if (branch.plan.full >= 7) for (const { place, post } of committeePosts) await give(branch.id, branch.people[place]!, post)
      await appointGroupLeaders(product, founder, branch, give)
    }
  })
  calendar.on(day(3, '10:00'), async () => {
    for (const person of officers.keys()) await joinByCard(product, founder, person, day(3, '10:00'))
  })
  calendar.on(day(3, '16:00'), async () => {
    for (const postId of [...officers.values()].flat()) await confirm(product, founder, postId)
  })
}

/** Each group is led by a member of it. */
async function appointGroupLeaders(product: Product, founder: string, branch: SeedBranch, give: (organisationId: string, person: SeedMember, post: 'groupLeader') => Promise<void>): Promise<void> {
  const { groups } = await product.call(founder, 'organisations.get', { organisationId: branch.id })
  const there = branch.people.slice(9).filter(({ memberId }) => memberId !== '')
  for (const group of groups) {
    const leader = there.find((person) => person.group === group.name)
    if (leader) await give(group.id, leader, 'groupLeader')
  }
}

/** The rest of those who use the mini-program come in over the first weeks: by card, in one branch by the branch's code. */
function letIn(calendar: Calendar, product: Product, dice: Dice, branch: SeedBranch, today: Date): void {
  const firstImport = dayOf(at(today, 1 - FOUNDED, '09:00'))
  const member = branch.people.find(({ name }) => name === branch.plan.known[4]?.name)
  const rest = dice.shuffled(branch.people.slice(1)).sort((a, b) => Number(b === member) - Number(a === member))
  let code = ''
  if (branch.plan.key === 'data') {
    calendar.on(at(today, 4 - FOUNDED, '09:00'), async () => {
      code = (await product.call(branch.secretary.openid, 'binding.setBranchCode', { organisationId: branch.id, on: true })).code ?? ''
    })
  }
  const join = (person: SeedMember, when: Date) => calendar.on(when, async () => {
    const users = branch.people.filter(({ since }) => since).length
    if (person.since || person.memberId === '' || users >= branch.plan.bound) return
    if (code && when < at(today, 10 - FOUNDED, '00:00')) await joinByBranchCode(product, code, person, when)
    else await joinByCard(product, branch.secretary.openid, person, when)
  })
  rest.forEach((person, i) => {
    if (person.joinedOn <= firstImport) join(person, at(today, 4 + (i % 6) - FOUNDED, `${10 + (i % 9)}:${i % 2 ? '20' : '40'}`))
  })
}
