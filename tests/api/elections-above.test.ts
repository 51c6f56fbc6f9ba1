/** Who above a branch is brought the result of its election, and where it is after the branch was moved. */
import { call, refusal, setNow, START, startApi, stopApi } from '../support/api'
import { countBy, ledBy, pileOf } from '../support/held-elections'
import { join, makeWorld, proveFactor, type Person, type World } from '../support/world'

let world: World
/** Two 党委, the first with a 党总支 below it, in which the branch stands. */
let [first, second, general, branchId] = ['', '', '', '']
const officers: Record<'first' | 'second' | 'general', Person> = {} as never
let leads: Person
let people: Person[]
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  const by = world.founder.openid
  const create = async (parentId: string, name: string, kind: 'committee' | 'generalBranch' | 'branch') => (await call(by, 'organisations.create', { parentId, name, kind })).organisationId
  first = await create(world.committeeId, '甲学院党委', 'committee')
  second = await create(world.committeeId, '乙学院党委', 'committee')
  general = await create(first, '软件系党总支', 'generalBranch')
  branchId = await create(general, '软件第三党支部', 'branch')
  const office = async (organisationId: string, name: string) => join(by, await create(organisationId, '机关党支部', 'branch'), name, `openid-office-${name}`, { post: 'secretary', postIn: organisationId })
  officers.first = await office(first, '甲一')
  officers.second = await office(second, '乙二')
  officers.general = await office(general, '丙三')
  leads = await join(by, branchId, '丁四', 'openid-leads', { post: 'secretary' })
  people = [leads, ...await Promise.all(['戊五', '己六', '庚七'].map(name => join(by, branchId, name, `openid-${name}`)))]
  for (const { openid } of [leads, officers.second]) await proveFactor(openid)
}, 120_000)
afterAll(stopApi)
beforeEach(() => setNow(START))

const waits = async (electionId: string): Promise<string[]> => {
  const found: string[] = []
  for (const [name, { openid }] of [['world', world.founder], ...Object.entries(officers)] as [string, Person][]) if ((await call(openid, 'session.home', {})).todos.some(({ refId }) => refId === electionId)) found.push(name)
  return found
}

test('a 党总支 reviews and the 党委 above it approves: both are told; a branch that moves takes it along', async () => {
  const { ready, open, close } = ledBy(leads.openid)
  const [, candidate, ...counters] = people as [Person, Person, Person, Person]
  const electionId = await ready({ candidateIds: [candidate.memberId], counterIds: counters.map(({ memberId }) => memberId), present: people.map(({ memberId }) => memberId) }, { body: 'secretary', seats: 1 })
  await open(electionId)
  await countBy(counters.map(({ openid }) => openid), electionId, 'b1', pileOf([candidate.memberId], [4], {}, { returned: 4 }))
  await close(electionId)
  await call(leads.openid, 'elections.report', { electionId })
  expect(await waits(electionId)).toEqual(['first', 'general'])

  expect(await call(world.founder.openid, 'organisations.move', { organisationId: branchId, parentId: second })).toEqual({ done: true })
  expect(await waits(electionId)).toEqual(['second'])
  expect(await refusal(officers.general.openid, 'elections.get', { electionId })).toBe('notFound')
  expect((await call(officers.first.openid, 'elections.reported', {})).items).toEqual([])
  expect((await call(officers.second.openid, 'elections.reported', {})).items).toMatchObject([{ id: electionId }])

  await call(officers.second.openid, 'elections.approve', { electionId, day: '2026-11-20', document: '示例党〔2026〕10号' })
  expect(await waits(electionId)).toEqual([])
  // Once it is approved nothing is carried about any more.
  await call(world.founder.openid, 'organisations.move', { organisationId: branchId, parentId: general })
  expect(await waits(electionId)).toEqual([])
})
