/** Nobody is ever in two branches or in none, whatever happens in the same second. */
import { call, refusal, START, startApi, setNow, stopApi } from '../support/api'
import { join, makeWorld, proveFactor, type Person, type World } from '../support/world'

let world: World
let thirdId: string
let third: Person
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  thirdId = (await call(world.founder.openid, 'organisations.create', { parentId: world.committeeId, name: '博士第三党支部', kind: 'branch' })).organisationId
  third = await join(world.founder.openid, thirdId, '钱进', 'o-third', { post: 'secretary' })
  for (const { openid } of [world.secretary, world.otherSecretary, third]) await proveFactor(openid)
}, 60_000)
afterAll(stopApi)
afterEach(() => setNow(START))

const database = () => import('../../cloudfunctions/platform/database')
let turn = 0
const person = (): Promise<Person> => { turn++; return join(world.secretary.openid, world.branchId, `竞${turn}`, `o-race-${turn}`) }

/** Where a person stands by everything that says so: the roster, the account, the claim; and what is open. */
async function standing(who: Person) {
  const { read, find } = await database()
  const { accountIdOf } = await import('../../cloudfunctions/platform/identity')
  const record = (await read('members', who.memberId))!
  const access = (await read('access', accountIdOf(who.openid)))!
  const lists = [world.branchId, world.otherBranchId, thirdId]
  const on: string[] = []
  for (const organisationId of lists) if ((await call(world.founder.openid, 'roster.list', { organisationId, search: who.name })).items.some(line => line.id === who.memberId)) on.push(organisationId)
  expect(on).toEqual([record.organisationId])
  expect(access.organisationId).toBe(record.organisationId)
  const open = await find('transfers', { memberId: who.memberId, open: true }, { limit: 10 })
  expect(open.map(transfer => transfer._id)).toEqual(record.transferId ? [record.transferId] : [])
  expect(record.axes?.relation?.value ?? 'here').toBe(open.some(transfer => !['applied', 'returned'].includes(transfer.state)) ? 'leaving' : 'here')
  return { at: record.organisationId, open }
}
const proved = async () => {
  const { proveRollups } = await import('../../cloudfunctions/modules/organisations/rollups')
  return proveRollups(START)
}

async function accepting(who: Person): Promise<string> {
  const { items } = await call(world.secretary.openid, 'transfers.start', { organisationId: world.branchId, memberIds: [who.memberId], toBranchId: world.otherBranchId })
  await call(world.founder.openid, 'transfers.agree', { transferId: items[0]!.transferId!, version: 1 })
  return items[0]!.transferId!
}

test.each([1, 2, 3, 4, 5])('received and withdrawn in the same second: one of both, and the record agrees (%i)', async () => {
  const who = await person()
  const transferId = await accepting(who)
  const [accepted, withdrawn] = await Promise.all([
    refusal(world.otherSecretary.openid, 'transfers.accept', { transferId, version: 2 }), refusal(world.secretary.openid, 'transfers.withdraw', { transferId, version: 2 }),
  ])
  expect([accepted, withdrawn].filter(outcome => outcome === null)).toHaveLength(1)
  expect(['conflict', 'transferState']).toContain(accepted ?? withdrawn)
  const { at, open } = await standing(who)
  expect([at, open]).toEqual([accepted === null ? world.otherBranchId : world.branchId, []])
  expect(await proved()).toBe(0)
})

test('many apply and begin for one person at once: one transfer is open', async () => {
  for (let round = 0; round < 3; round++) {
    const who = await person()
    const outcomes = await Promise.all([
      refusal(who.openid, 'transfers.apply', { memberId: who.memberId, toBranchId: world.otherBranchId }), refusal(who.openid, 'transfers.apply', { memberId: who.memberId, toBranchId: thirdId }),
      refusal(who.openid, 'transfers.apply', { memberId: who.memberId, elsewhere: { name: '示例市党支部' } }),
      call(world.secretary.openid, 'transfers.start', { organisationId: world.branchId, memberIds: [who.memberId], toBranchId: thirdId }).then(({ items }) => (items[0]!.why ? 'transferOpen' : null)),
    ])
    expect(outcomes.filter(outcome => outcome === null)).toHaveLength(1)
    expect((await standing(who)).open).toHaveLength(1)
  }
})

test('an edit, an import of the same person and the archiving meet the reception: nothing is lost', async () => {
  for (let round = 0; round < 3; round++) {
    const who = await person()
    const transferId = await accepting(who)
    const { version } = await call(world.secretary.openid, 'roster.get', { memberId: who.memberId })
    const [accepted, edited, archived] = await Promise.all([
      refusal(world.otherSecretary.openid, 'transfers.accept', { transferId, version: 2 }),
      refusal(world.secretary.openid, 'roster.update', { memberId: who.memberId, version, changes: { className: '示例班' } }),
      refusal(world.secretary.openid, 'roster.archive', { memberId: who.memberId, reason: '转出' }),
    ])
    expect(accepted).toBeNull()
    expect(['transferOpen', 'notFound', null]).toContain(archived)
    if (archived === null) continue
    await standing(who)
    const record = (await (await database()).read('members', who.memberId))!
    expect(record.className === '示例班').toBe(edited === null)
  }
})

test('whatever is done at random by all at once, each person is in exactly one branch', async () => {
  const people = await Promise.all(Array.from({ length: 4 }, person))
  const { find } = await database()
  let seed = 7
  const random = (n: number): number => { seed = (seed * 1103515245 + 12345) % 2147483648; return Math.floor(seed / 65536) % n }
  const officers = [world.secretary.openid, world.otherSecretary.openid, third.openid, world.founder.openid]
  const targets = [world.branchId, world.otherBranchId, thirdId]
  for (let round = 0; round < 15; round++) {
    const acts = people.flatMap(who => Array.from({ length: 3 }, async () => {
      const [open] = await find('transfers', { memberId: who.memberId, open: true }, { limit: 1 })
      const act = { transferId: open?._id ?? 'none', version: open?.version ?? 1 }
      const openid = officers[random(officers.length)]!
      // What would come next, more often than anything else: so that some arrive.
      const next = { none: 0, applied: 4, approving: 4, accepting: 5, returned: 3 }[open?.state as 'applied' ?? 'none']
      switch (random(3) ? next : random(6)) {
        case 0: return refusal(who.openid, 'transfers.apply', { memberId: who.memberId, toBranchId: targets[random(3)]! })
        case 1: return refusal(openid, 'transfers.withdraw', act)
        case 2: return refusal(openid, 'transfers.return', { ...act, reason: '请补充' })
        case 3: return refusal(who.openid, 'transfers.resubmit', { ...act, toBranchId: targets[random(3)]! })
        case 4: return refusal(world.founder.openid, 'transfers.agree', act)
        default: return refusal(random(2) ? world.founder.openid : openid, 'transfers.accept', act)
      }
    }))
    const outcomes = await Promise.all(acts)
    expect(outcomes).not.toContain('internal')
    for (const who of people) await standing(who)
  }
  expect((await find('transfers', { state: 'done' }, { limit: 100 })).length).toBeGreaterThan(2)
  expect(await proved()).toBe(0)
}, 120_000)
